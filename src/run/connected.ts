import type { Compiler } from '../compile/compiler.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { Connection, type StatementRecord } from './connection.ts'
import type { Emit } from './events.ts'

/** Opens a session for one piece of work. */
export type Connected = <T>(id: UniqueId | null, work: (connection: Connection) => Promise<T>) => Promise<T>

export interface Wire {
  readonly warehouse: Warehouse
  readonly emit: Emit
  /** Knows what statements say of who sends them. */
  readonly compiler: Pick<Compiler, 'comment'>
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
  readonly signal?: AbortSignal
}

/** Sessions of a warehouse; each statement and each notice of the server becomes an event. */
export function connectedTo({ warehouse, emit, now, signal, compiler }: Wire): Connected {
  return async (id, work) => {
    await using session = await warehouse.open()
    const listen = (record: StatementRecord): void => emit({ kind: 'statement', id, ...record })
    const value = await work(new Connection(session, listen, now, signal, await compiler.comment(id)))
    for (const notice of session.takeNotices()) emit({ kind: 'notice', id, ...notice })
    return value
  }
}
