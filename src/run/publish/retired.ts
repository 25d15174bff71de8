import type { Diagnostic } from '../../base/diagnostic.ts'
import type { RelationName } from '../../resources/relation.ts'
import { quoteIdentifier } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { keptRetired } from '../errors.ts'
import { type Dependant, readDependants } from './dependants.ts'
import { dropRetired, leadReaders, nameBeside, type StoredKind } from './swap.ts'

interface Aside {
  readonly live: RelationName
  readonly old: string
  readonly kind: StoredKind
  /** The new relation's kind, needed to move it out of the way for a moment. */
  readonly liveKind: StoredKind
  /** `schema.name` of the views of this run that will leave it when their turn comes. */
  readonly waiting: Set<string>
}

/** Relations of this run that stepped aside and are still read by views that the run has yet to rebuild. */
export class Retired {
  #aside: Aside[] = []

  keep(aside: Omit<Aside, 'waiting'>, waiting: readonly Dependant[]): void {
    this.#aside.push({ ...aside, waiting: new Set(waiting.map(keyOf)) })
  }

  /** True while a view still reads a relation that stepped aside. */
  isReadBy({ schema, identifier }: RelationName): boolean {
    const key = keyOf({ schema: schema ?? '', name: identifier ?? '' })
    return this.#aside.some((aside) => aside.waiting.has(key))
  }

  /** A view was rebuilt and no longer reads what stepped aside: whatever waited for it alone is dropped. */
  async release(connection: Connection, schema: string, name: string): Promise<void> {
    const key = keyOf({ schema, name })
    for (const aside of this.#aside) aside.waiting.delete(key)
    for (const aside of this.#take((a) => a.waiting.size === 0)) {
      await connection.transaction(() => dropRetired(connection, aside.live, aside.old, aside.kind))
    }
  }

  /**
   * At the end of the run: views that were not rebuilt after all (failed, skipped) are led to the new relations where
   * they fit. Where they do not, the old relation stays for them, and a warning says so.
   */
  async settle(connection: Connection): Promise<readonly Diagnostic[]> {
    const warnings: Diagnostic[] = []
    for (const aside of this.#take(() => true)) {
      try {
        await connection.transaction(() => leadHome(connection, aside))
      } catch (error) {
        warnings.push(keptRetired(nameBeside(aside.live, aside.old), aside.live, error))
      }
    }
    return warnings
  }

  #take(wanted: (aside: Aside) => boolean): readonly Aside[] {
    const taken = this.#aside.filter(wanted)
    this.#aside = this.#aside.filter((aside) => !taken.includes(aside))
    return taken
  }
}

/**
 * The views print the old relation's name now. It takes its live name back for the moment in which their definitions
 * are read, so that PostgreSQL itself writes the text that leads them to the new one.
 */
async function leadHome(connection: Connection, { live, old, kind, liveKind }: Aside): Promise<void> {
  const name = live.identifier ?? ''
  const parked = `${old}_x`.slice(-60)
  const move = (what: StoredKind, from: string, to: string): string =>
    `alter ${what === 'materialized_view' ? 'materialized view' : what} ${nameBeside(live, from)} rename to ${quoteIdentifier(to)}`
  await connection.execute(
    [
      "set local lock_timeout = '5s'",
      "set local search_path = ''",
      move(liveKind, name, parked),
      move(kind, old, name),
    ].join('; '),
  )
  const readers = await readDependants(connection, nameBeside(live, name))
  await connection.execute([move(kind, name, old), move(liveKind, parked, name)].join('; '))
  await leadReaders(connection, live, readers, [])
  await dropRetired(connection, live, old, kind)
}

function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`
}
