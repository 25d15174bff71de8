import { Float } from '../jinja/values/value.ts'
import type { Cursor } from './cursor.ts'
import { setOwn, type YamlValue } from './yaml-value.ts'

/** A scalar as a mapping's key: keys are text, spelled as JSON spells them (`true`, `null`, `1.0`). */
export function keyText(value: YamlValue): string {
  if (typeof value === 'string') return value
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value)
  return String(value)
}

/** Enters a key with its value and both places; the last of two equal keys wins, and is noted. */
export function setKey(
  cursor: Pick<Cursor, 'duplicates'>,
  map: Record<string, YamlValue>,
  places: (string | number)[],
  key: string,
  value: YamlValue,
  keyAt: number,
  valueAt: number,
): void {
  if (Object.hasOwn(map, key)) cursor.duplicates.push({ key, offset: keyAt })
  setOwn(map, key, value)
  places.push(key, keyAt, valueAt)
}
