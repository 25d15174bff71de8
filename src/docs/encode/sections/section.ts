import type { Fact, Row, Section } from '../../site-data.ts'

/** The facts that say anything. */
export function filled(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ text }) => text !== '')
}

/** A table under its title; none without rows. */
export function tableSection(title: string, head: readonly string[], rows: readonly Row[]): readonly Section[] {
  return rows.length === 0 ? [] : [{ kind: 'table', title, head, rows }]
}

/** `0.3333`, or a dash. */
export function rate(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : '–'
}
