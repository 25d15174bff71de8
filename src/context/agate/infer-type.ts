import { textOf } from '../../jinja/values/text.ts'
import type { Value } from '../../jinja/values/value.ts'
import { type DataType, TEXT, TYPES } from './data-type.ts'

/** The type that dbt gives a column: the first that takes all its cells. Columns with text in them stay text. */
export function inferType(cells: readonly Value[], readsText: boolean, text: DataType = TEXT): DataType {
  if (!readsText && cells.some((cell) => textOf(cell) !== undefined)) return text
  return TYPES.find((type) => cells.every((cell) => type.accepts(cell))) ?? text
}
