import type { YamlPath } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { invalidReference } from './errors.ts'
import { type CodePart, literal } from './made-code.ts'

const NAME = /^[\w-]+$/
const CALL = /^(ref|source)\s*\([^()]*\)$/

/** `orders`, `ref('orders')` or `source('raw', 'orders')` as code. Null after reporting that it is something else. */
export function reference(
  written: string,
  path: YamlPath,
  what: string,
  entry: PropertyEntry,
  { report }: Pick<Parsing, 'report'>,
): { readonly code: CodePart; readonly kind: 'ref' | 'source' } | null {
  const text = written.trim()
  if (NAME.test(text)) return { code: { text: `ref(${literal(text)})`, path }, kind: 'ref' }
  const [, call] = CALL.exec(text) ?? []
  const key = String(path.find((step) => typeof step === 'string') ?? '')
  if (call === 'ref' || (call === 'source' && key === 'model'))
    return { code: { text, path, verbatim: true }, kind: call }
  report(invalidReference(what, key, written, entry.locate(path)))
  return null
}
