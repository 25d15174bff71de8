import { Dict } from '../jinja/values/value.ts'
import type { Target } from '../resources/connection.ts'
import { toValue } from './json-value.ts'

/**
 * `target`: the connection as templates may know it, under dbt's names and in its order. Never a secret: `Target` has
 * none. https://docs.getdbt.com/reference/dbt-jinja-functions/target
 */
export function targetValue(target: Target): Dict {
  return new Dict([
    ['host', target.host],
    ['port', target.port],
    ['user', target.user],
    ['database', target.database],
    ['schema', target.schema],
    ...Object.entries(target.extra).map(([key, value]) => [key, toValue(value)] as const),
    ['dbname', target.database],
    ['type', target.type],
    ['threads', target.threads],
    ['name', target.name],
    ['target_name', target.name],
    ['profile_name', target.profileName],
  ])
}
