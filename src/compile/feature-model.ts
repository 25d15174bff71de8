/**
 * What a feature model must not say. Its rows are read as of their times, again and again: what depends on the moment of
 * the run, on chance or on the order in which rows happen to lie would make another past each time. Whoever means it
 * declares it: `config: {leakage: {allow: [now]}}`.
 */
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { clocksOf, hasClocks, leakageOf } from '../resources/clocks.ts'
import type { Model } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'
import { boundToTheRun, drawnByChance, limitWithoutOrder, sourceWithoutClock } from './errors.ts'
import { locateMapped, type MappedText } from './mapped-text.ts'
import { type SqlWord, sqlWords } from './sql-words.ts'

/** Names that need no parentheses, and functions. https://www.postgresql.org/docs/current/functions-datetime.html */
const NOW = new Set(['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp'])
const NOW_CALLS = new Set(['now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp', 'timeofday'])
/** `'now'::timestamptz`, `date 'today'`. */
const NOW_TEXTS = new Set(['now', 'today', 'tomorrow', 'yesterday'])
const CHANCE_CALLS = new Set([
  'random',
  'random_normal',
  'gen_random_uuid',
  'uuid_generate_v4',
  'uuidv4',
  'uuidv7',
  'setseed',
])

/** What a model may say all the same. */
export type Allowance = 'now' | 'random' | 'limit' | 'source'

/** Throws all that is wrong with the SQL of a feature model: one that declares `entity` and `event_time`. */
export function checkFeatureModel(model: Model, code: MappedText, sources: readonly Source[]): void {
  const clocks = clocksOf(model)
  if (clocks.entity.length === 0 || clocks.eventTime === null || clocks.isSpine) return
  const allowed = allowancesOf(model)
  const found: Diagnostic[] = []
  const report = (what: Allowance, diagnostic: Diagnostic, offset: number): void => {
    if (allowed.has(what)) return
    const at = locateMapped(code, offset)
    found.push({ ...diagnostic, ...(at === undefined ? {} : { at }) })
  }
  const words = [...sqlWords(code.text)]
  for (const [index, word] of words.entries()) {
    const what = judge(word, words, index)
    if (what === 'now') report('now', boundToTheRun(model.name, word.text), word.start)
    if (what === 'random') report('random', drawnByChance(model.name, word.text), word.start)
  }
  for (const { start } of unorderedLimits(words)) report('limit', limitWithoutOrder(model.name), start)
  for (const source of sources) {
    const own = clocksOf(source)
    if (own.isStatic || hasClocks(own)) continue
    const written = writeRelation(source.relation)
    report(
      'source',
      sourceWithoutClock(model.name, `${source.sourceName}.${source.name}`),
      Math.max(0, code.text.indexOf(written)),
    )
  }
  const [first, ...more] = found
  if (first !== undefined) throw new AssayError(first, ...more)
}

function judge({ kind, text }: SqlWord, words: readonly SqlWord[], index: number): 'now' | 'random' | null {
  const before = words[index - 1]?.text
  const next = words[index + 1]?.text
  if (kind === 'text') {
    const isTime =
      NOW_TEXTS.has(text.trim().toLowerCase()) &&
      (next === ':' || /^(?:date|time|timestamp|timestamptz|zone)$/.test(before ?? ''))
    return isTime ? 'now' : null
  }
  // `t.now`, `as now`: a column.
  if (kind !== 'word' || before === '.' || before === 'as') return null
  if (NOW.has(text)) return 'now'
  if (text === 'tablesample') return 'random'
  if (next !== '(') return null
  return NOW_CALLS.has(text) ? 'now' : CHANCE_CALLS.has(text) ? 'random' : null
}

/** `limit` and `fetch first` of selects that are not ordered at their own level. */
function unorderedLimits(words: readonly SqlWord[]): readonly SqlWord[] {
  const found: SqlWord[] = []
  /** Whether the select at each level of parentheses has an order so far. */
  const ordered: boolean[] = [false]
  for (const [index, { kind, text, start }] of words.entries()) {
    if (kind === 'sign' && text === '(') ordered.push(false)
    else if (kind === 'sign' && text === ')') {
      if (ordered.length > 1) ordered.pop()
    } else if (kind !== 'word') continue
    else if (text === 'select') ordered[ordered.length - 1] = false
    else if (text === 'order' && words[index + 1]?.text === 'by') ordered[ordered.length - 1] = true
    else if (isLimit(text, words, index) && ordered.at(-1) === false) found.push({ kind, text, start })
  }
  return found
}

function isLimit(text: string, words: readonly SqlWord[], index: number): boolean {
  const [before, next] = [words[index - 1]?.text, words[index + 1]?.text]
  if (before === '.' || before === 'as') return false
  // `limit 0` takes none of them, in any order.
  if (text === 'limit') return next !== undefined && !['0', 'all', ',', 'from', '.', ')'].includes(next)
  return text === 'fetch' && (next === 'first' || next === 'next')
}

function allowancesOf({ config }: Model): ReadonlySet<string> {
  const { allow } = leakageOf(config)
  return new Set(Array.isArray(allow) ? allow.filter((one): one is string => typeof one === 'string') : [])
}
