import { md5 } from '../../base/digest.ts'
import { repr } from '../../jinja/values/print.ts'
import { isTrue } from '../../jinja/values/truth.ts'
import { Dict, HostObject, type Value } from '../../jinja/values/value.ts'
import { raisedByProject } from '../errors.ts'
import { hostFunction } from '../host-function.ts'
import { RelationValue } from '../relation-value.ts'

/**
 * One entry of `indexes:`: dbt's `columns`, `unique` and `type`, and the rest of PostgreSQL's grammar:
 * `include`, `where`, `nulls_distinct`, `with`, `tablespace`. A column is written as in SQL: `lower(email)`,
 * `created_at desc nulls last`, `body gin_trgm_ops`. https://www.postgresql.org/docs/current/sql-createindex.html
 */
export class IndexConfig extends HostObject {
  override readonly typeName = 'PostgresIndexConfig'
  readonly #fields: Dict

  private constructor(fields: Dict) {
    super()
    this.#fields = fields
  }

  static parse(raw: Value): IndexConfig | null {
    if (raw === null) return null
    if (!(raw instanceof Dict))
      throw raisedByProject(
        `an entry of 'indexes' must be a mapping such as {'columns': ['id'], 'unique': true}, not ${repr(raw)}`,
      )
    for (const key of raw.keys()) {
      if (!KEYS.has(key as string))
        throw raisedByProject(
          `an entry of 'indexes' has the unknown key ${repr(key)}; known are ${[...KEYS].join(', ')}`,
        )
    }
    const columns = raw.get('columns')
    if (!isTextList(columns) || columns.length === 0)
      throw raisedByProject(`an entry of 'indexes' needs 'columns', a list of texts: ${repr(raw)}`)
    if (raw.has('include') && !isTextList(raw.get('include')))
      throw raisedByProject(`'include' of an index must be a list of columns: ${repr(raw)}`)
    for (const key of ['type', 'where', 'tablespace']) {
      const value = raw.get(key) ?? null
      if (value !== null && typeof value !== 'string')
        throw raisedByProject(`'${key}' of an index must be text: ${repr(raw)}`)
    }
    return new IndexConfig(raw)
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'unique':
        return isTrue(this.#fields.get('unique') ?? false)
      case 'render':
        return hostFunction('render', ['relation'], (call) => {
          const relation = call.value('relation')
          return this.#name(relation instanceof RelationValue ? relation : RelationValue.create({}))
        })
      default:
        return KEYS.has(name) ? (this.#fields.get(name) ?? null) : undefined
    }
  }

  override print(): string {
    return `PostgresIndexConfig(${repr(this.#fields)})`
  }

  /**
   * Names of indexes are unique in a schema, and the index of the relation that is about to be replaced has one too:
   * the name depends on the relation, which is built beside under a name of this run's own.
   */
  #name(relation: RelationValue): string {
    return `idx_${md5(`${relation.render()} ${repr(this.#fields)}`)}`
  }
}

const KEYS: ReadonlySet<string> = new Set([
  'columns',
  'unique',
  'type',
  'include',
  'where',
  'nulls_distinct',
  'with',
  'tablespace',
])

function isTextList(value: Value | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
