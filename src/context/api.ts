import { type Callable, Dict, HostObject, type Value } from '../jinja/values/value.ts'
import type { Quoting } from '../resources/relation.ts'
import { QUOTE_ALL } from '../resources/relation.ts'
import { ColumnClass } from './column-value.ts'
import { hostFunction } from './host-function.ts'
import { RELATION_TYPES, RelationValue, relationType } from './relation-value.ts'

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
    ['database?', 'schema?', 'identifier?', 'type?', 'quote_policy?', 'include_policy?', '**other'],
    (call) => {
      const policy = (name: string, otherwise: Quoting): Quoting => {
        const given = call.get(name)
        const part = (key: keyof Quoting): boolean => {
          const value = given instanceof Dict ? given.get(key) : undefined
          return typeof value === 'boolean' ? value : otherwise[key]
        }
        return { database: part('database'), schema: part('schema'), identifier: part('identifier') }
      }
      return RelationValue.create({
        database: nameOf(call.value('database')),
        schema: nameOf(call.value('schema')),
        identifier: nameOf(call.value('identifier')),
        type: relationType(call.value('type')),
        quoting: policy('quote_policy', this.#quoting),
        include: policy('include_policy', QUOTE_ALL),
      })
    },
  )
}

/** The variable `api`. */
export function apiValue(quoting: Quoting): Value {
  return Dict.of({ Relation: new RelationClass(quoting), Column: new ColumnClass() })
}

/** Names come from templates: what is not text there (Undefined, say) is no name. */
function nameOf(value: Value): string | null {
  return typeof value === 'string' ? value : null
}
