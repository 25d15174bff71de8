import { signature } from '../values/arguments.ts'
import { SPACE_CLASS } from '../values/character-classes.ts'
import { requireSize } from '../values/integer.ts'
import { iterate } from '../values/iterate.ts'
import { escaped } from '../values/markup.ts'
import { print, repr } from '../values/print.ts'
import { PythonError } from '../values/python-error.ts'
import { characterCount, substring } from '../values/text.ts'
import { isTrue } from '../values/truth.ts'
import type { Value } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('urlize', [], ['trim_url_limit', 'nofollow', 'target', 'rel', 'extra_schemes'])

interface Links {
  /** ` rel="…" target="…"`, for links that leave the site. */
  readonly attributes: string
  readonly limit: number | undefined
  readonly schemes: readonly string[]
}

/** Escaped text with its web and mail addresses as links. */
export const urlize: Filter = (_context, value, args, kwargs) => {
  const [limit = null, nofollow = false, target = null, rel = null, schemes = []] = bind(args, kwargs)
  const links: Links = {
    attributes: attribute('rel', relations(rel, isTrue(nofollow))) + attribute('target', target),
    limit: limit === null ? undefined : requireSize(limit),
    schemes: extraSchemes(schemes),
  }
  return escaped(value)
    .text.split(WHITE_SPACE)
    .map((word) => linkWord(word, links))
    .join('')
}

const WHITE_SPACE = new RegExp(`([${SPACE_CLASS}]+)`)

function relations(rel: Value, nofollow: boolean): string {
  const words =
    rel === null
      ? []
      : print(rel)
          .split(/\s+/)
          .filter((word) => word !== '')
  return [...new Set([...words, ...(nofollow ? ['nofollow'] : []), 'noopener'])].sort().join(' ')
}

function attribute(name: string, value: Value): string {
  return isTrue(value) ? ` ${name}="${escaped(value).text}"` : ''
}

function extraSchemes(schemes: Value): readonly string[] {
  if (schemes === null) return []
  return [...iterate(schemes)].map((scheme) => {
    const text = print(scheme)
    if (/^[\p{L}\p{N}_.+-]{2,}:\/{0,2}$/u.test(text)) return text
    throw new PythonError('FilterArgumentError', `${repr(scheme)} is not a valid URI scheme prefix.`)
  })
}

const LEADING = /^(?:[(<]|&lt;)+/
const TRAILING = /(?:[)>.,\n]|&gt;)+$/
const BRACKETS = [
  ['(', ')'],
  ['<', '>'],
  ['&lt;', '&gt;'],
] as const

function linkWord(word: string, links: Links): string {
  const head = LEADING.exec(word)?.[0] ?? ''
  let middle = word.slice(head.length)
  let tail = TRAILING.exec(middle)?.[0] ?? ''
  middle = middle.slice(0, middle.length - tail.length)
  for (const [open, close] of BRACKETS) {
    const opened = occurrences(middle, open)
    if (opened <= occurrences(middle, close)) continue
    // Closing brackets that belong to the address come back from the tail, with what stands before them.
    for (let count = Math.min(opened, occurrences(tail, close)); count > 0; count--) {
      const end = tail.indexOf(close) + close.length
      middle += tail.slice(0, end)
      tail = tail.slice(end)
    }
  }
  return head + (linked(middle, links) ?? middle) + tail
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1
}

const WEB = new RegExp(
  [
    '^(?:',
    '(?:https?://|www\\.)(?:(?:[\\p{L}\\p{N}_%-]+\\.)+)?(?:[a-z]{2,63}|xn--[\\p{L}\\p{N}_%]{2,59})',
    '|(?:[\\p{L}\\p{N}_%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)',
    '|https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\])',
    ')(?::\\d{1,5})?(?:[/?#]\\S*)?$',
  ].join(''),
  'iu',
)
const MAIL = /^\S+@[\p{L}\p{N}_][\p{L}\p{N}_.-]*\.[\p{L}\p{N}_]+$/u
const MAIL_SCHEME = 'mailto:'

function linked(word: string, links: Links): string | undefined {
  if (WEB.test(word)) {
    const shown = shorten(word, links.limit)
    const address = /^https?:\/\//.test(word) ? word : `https://${word}`
    return `<a href="${address}"${links.attributes}>${shown}</a>`
  }
  if (word.startsWith(MAIL_SCHEME) && MAIL.test(word.slice(MAIL_SCHEME.length)))
    return `<a href="${word}">${word.slice(MAIL_SCHEME.length)}</a>`
  if (!word.startsWith('www.') && !word.startsWith('@') && !word.includes(':') && MAIL.test(word))
    return `<a href="${MAIL_SCHEME}${word}">${word}</a>`
  const scheme = links.schemes.find((prefix) => word !== prefix && word.startsWith(prefix))
  return scheme === undefined ? undefined : `<a href="${word}"${links.attributes}>${word}</a>`
}

function shorten(address: string, limit: number | undefined): string {
  if (limit === undefined || characterCount(address) <= limit) return address
  return `${substring(address, 0, Math.max(0, limit))}...`
}
