import { isJsonObject, type Json } from '../../../base/json.ts'
import type { Row, Section } from '../../site-data.ts'
import { type Child, h } from '../element.ts'
import { pageAddress } from '../route.ts'
import { code } from './code.ts'
import { badge, factList, part, table, told } from './fields.ts'

/** What a kind of thing has beyond the others: a table, code, or data as it stands. */
export function section(given: Section, at: number): HTMLElement {
  const id = `section-${at}`
  const title = given.title.charAt(0).toUpperCase() + given.title.slice(1)
  switch (given.kind) {
    case 'facts':
      return part(id, title, factList(given.facts))
    case 'table':
      return part(
        id,
        title,
        table(
          given.head,
          given.rows.map((row) => row.map(cell)),
        ),
      )
    case 'code':
      return part(id, title, code(given.code, given.title))
    case 'data':
      return part(id, title, data(given.data))
  }
}

function cell(given: Row[number]): Child {
  return typeof given === 'string' ? given : told(given)
}

const VERDICTS: ReadonlySet<unknown> = new Set(['clean', 'leak', 'inconclusive'])

/** Data as a person would write it down: names and values, lists of alike things as tables. */
export function data(value: Json): Child {
  if (Array.isArray(value)) return list(value)
  if (isJsonObject(value)) {
    const pairs = Object.entries(value).filter(([, inner]) => !isEmpty(inner))
    return h(
      'dl',
      { class: 'data' },
      ...pairs.map(([key, inner]) => [h('dt', {}, key.replaceAll('_', ' ')), h('dd', {}, data(inner))]),
    )
  }
  if (VERDICTS.has(value)) return badge(String(value))
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' && /^[a-z_]+\.\w+\.[\w.]+$/.test(value)
    ? h('a', { href: pageAddress(value) }, value)
    : String(value)
}

function list(values: readonly Json[]): Child {
  const rows = values.filter(isJsonObject)
  if (rows.length === 0 || rows.length < values.length) {
    const short = values.every((value) => !isJsonObject(value) && !Array.isArray(value))
    return short
      ? values.flatMap((value, at) => [at === 0 ? null : ', ', data(value)])
      : h('ul', {}, ...values.map((value) => h('li', {}, data(value))))
  }
  const head = [...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => !isEmpty(row[key] ?? null))))]
  return table(
    head.map((key) => key.replaceAll('_', ' ')),
    rows.map((row) => head.map((key) => (isEmpty(row[key] ?? null) ? null : data(row[key] ?? null)))),
  )
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0
}
