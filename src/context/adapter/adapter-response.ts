import { Dict, HostObject, type Value } from '../../jinja/values/value.ts'
import type { QueryResult } from '../../resources/query-result.ts'
import { hostFunction } from '../host-function.ts'

/** What a statement reported: prints as PostgreSQL's command tag (`INSERT 0 3`). */
export class AdapterResponse extends HostObject {
  override readonly typeName = 'AdapterResponse'
  readonly message: string
  readonly code: string
  readonly rowsAffected: number | null

  private constructor(message: string, code: string, rowsAffected: number | null) {
    super()
    this.message = message
    this.code = code
    this.rowsAffected = rowsAffected
  }

  static from(result: Pick<QueryResult, 'command' | 'rowCount'>): AdapterResponse {
    return new AdapterResponse(commandTag(result), result.command, result.rowCount)
  }

  /** What a template says a statement reported (`store_raw_result`). */
  static of(message: string, code: string, rowsAffected: number | null): AdapterResponse {
    return new AdapterResponse(message, code, rowsAffected)
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case '_message':
        return this.message
      case 'code':
        return this.code
      case 'rows_affected':
        return this.rowsAffected
      case 'to_dict':
        return hostFunction('to_dict', ['omit_none?'], () =>
          Dict.of({ _message: this.message, code: this.code, rows_affected: this.rowsAffected }),
        )
      default:
        return undefined
    }
  }

  override print(): string {
    return this.message
  }
}

/** `INSERT 0 3`, `SELECT 3`, `CREATE VIEW`: as PostgreSQL's own clients show it. */
export function commandTag({ command, rowCount }: Pick<QueryResult, 'command' | 'rowCount'>): string {
  if (rowCount === null) return command
  return command === 'INSERT' ? `INSERT 0 ${rowCount}` : `${command} ${rowCount}`
}
