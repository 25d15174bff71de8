import type { Duplicate, Places } from './cursor.ts'
import type { YamlValue } from './yaml-value.ts'

/** What a reader makes of a text that is right. */
export interface YamlReading {
  readonly value: YamlValue
  readonly places: Places
  readonly duplicates: readonly Duplicate[]
}
