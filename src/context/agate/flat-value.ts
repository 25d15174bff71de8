import { toJson } from '../../jinja/values/json.ts'
import { print } from '../../jinja/values/print.ts'
import { Dict, Float, HostObject, type Value } from '../../jinja/values/value.ts'
import { DecimalValue } from '../decimal-value.ts'
import { DateTime } from '../modules/datetime/datetime.ts'

/** A cell as dbt hands it to agate: arrays and documents are JSON text. */
export function flatValue(value: Value): Value {
  return Array.isArray(value) || value instanceof Dict ? toJson(forJson(value), undefined, false) : value
}

/** What dbt's encoder makes of members that JSON has no spelling for. */
function forJson(value: Value): Value {
  if (Array.isArray(value)) return value.map(forJson)
  if (value instanceof DecimalValue) return new Float(value.float)
  if (value instanceof DateTime) return value.isoFormat('T', 'auto')
  return value instanceof HostObject ? print(value) : value
}
