import { type Callable, Dict, HostObject, type Value } from '../jinja/values/value.ts'
import type { Quoting } from '../resources/relation.ts'
import { QUOTE_ALL } from '../resources/relation.ts'
import { ColumnClass } from './column-value.ts'
import { hostFunction } from './host-function.ts'
import { changedPolicy, givenLimit, givenName, givenType } from './relation-arguments.ts'
import { RELATION_TYPES, RelationValue } from './relation-value.ts'

/** `api.Relation`: what makes relations from names. https://docs.getdbt.com/reference/dbt-classes#relation */
class RelationClass extends HostObject {
  override readonly typeName = 'type'
  readonly #quoting: Quoting

  /** `quoting` is the project's own policy: relations made here follow it unless told otherwise. */
  constructor(quoting: Quoting) {
    super()
    this.#quoting = quoting
  }

  override get callable(): Callable {
    return this.#create
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'create':
        return this.#create
      case 'add_ephemeral_prefix':
        return hostFunction(name, ['name'], (call) => `__dbt__cte__${call.text('name')}`)
      case 'get_default_quote_policy':
      case 'get_default_include_policy':
        return hostFunction(name, [], () => Dict.of({ database: true, schema: true, identifier: true }))
      case 'scd_args':
        return hostFunction(name, ['primary_key', 'updated_at'], (call) => {
          const key = call.value('primary_key')
          return [...(Array.isArray(key) ? key : [key]), call.value('updated_at')]
        })
      default:
        return RELATION_TYPES.get(name)
    }
  }

  override print(): string {
    return "<class 'dbt.adapters.postgres.relation.PostgresRelation'>"
  }

  readonly #create: Callable = hostFunction(
    'create',
    ['database?', 'schema?', 'identifier?', 'type?', 'quote_policy?', 'include_policy?', 'limit?', '**other'],
    (call) => {
      const policy = (name: string, otherwise: Quoting): Quoting => {
        const given = call.get(name)
        return given instanceof Dict ? changedPolicy(otherwise, (part) => given.get(part)) : otherwise
      }
      return RelationValue.create({
        database: givenName('database', call.value('database')),
        schema: givenName('schema', call.value('schema')),
        identifier: givenName('identifier', call.value('identifier')),
        type: givenType(call.value('type')),
        quoting: policy('quote_policy', this.#quoting),
        include: policy('include_policy', QUOTE_ALL),
        limit: givenLimit(call.value('limit')),
      })
    },
  )
}

/** The variable `api`. */
export function apiValue(quoting: Quoting): Value {
  return Dict.of({ Relation: new RelationClass(quoting), Column: new ColumnClass() })
}
