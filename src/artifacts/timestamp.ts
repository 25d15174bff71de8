/** A moment as dbt writes it: ISO with six digits of a second and `Z`. */
export function timestamp(moment: Date): string {
  return moment.toISOString().replace('Z', '000Z')
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Microseconds since 1970 of a moment in ISO form, null where the text is none. Without a zone it counts as UTC, as dbt
 * writes it. Before 1685 the last digits are lost, which no comparison minds.
 */
export function microseconds(text: string): number | null {
  const match = ISO.exec(text)
  if (match === null) return null
  const [, date = '', time = '', fraction = '', zone = 'Z'] = match
  const seconds = Date.parse(`${date}T${time}${zone}`)
  return Number.isNaN(seconds) ? null : seconds * 1000 + Number(fraction.padEnd(6, '0'))
}
