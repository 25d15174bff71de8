import type { JsonObject } from '../../../base/json.ts'
import type { Section } from '../../site-data.ts'
import { text, texts } from './loose.ts'
import { filled } from './section.ts'

/** The verdict of the experiment on a model, and where a leak begins. */
export function leakageSections(leakage: JsonObject): readonly Section[] {
  const verdict = text(leakage.verdict)
  if (verdict === '') return []
  const begins = text(leakage.first_ancestor)
  const way = texts(leakage.path)
  const facts = filled([
    { label: 'verdict', text: verdict, as: 'badge' },
    { label: 'tried', text: text(leakage.tried_at), as: 'moment' },
    { label: 'of its code', text: leakage.code_changed === true ? 'as it was then: it is another now' : '' },
    { label: verdict === 'leak' ? 'differs at' : 'the same at', text: cuts(leakage) },
    { label: 'columns', text: texts(leakage.columns).map(columnName).join(', ') },
    { label: 'begins in', text: way.length > 1 ? `${begins}: ${way.join(' → ')}` : begins },
    { label: 'why', text: texts(leakage.reasons).join('; ') },
  ])
  return [{ kind: 'facts', title: 'leakage', facts }]
}

function columnName(column: string): string {
  return column === '*' ? 'rows that come or go' : column
}

function cuts(leakage: JsonObject): string {
  const all = texts(leakage.cuts)
  if (text(leakage.verdict) === 'inconclusive' || all.length === 0) return ''
  return `${all.length} ${all.length === 1 ? 'cut' : 'cuts'}`
}
