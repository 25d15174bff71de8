import { integerOf } from '../integer.ts'
import { PythonError } from '../python-error.ts'
import { textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import { Dict, HostObject, type Value } from '../value.ts'
import { type Methods, methods, positional, unary } from './method.ts'
import { partOf } from './str-search.ts'

/** `str.translate`, and `maketrans` for its table. */
export const STR_TRANSLATE_METHODS: Methods<string> = methods<string>({
  translate: unary('str.translate', (text, table) =>
    Array.from(text, (character) => translated(character, table)).join(''),
  ),
  maketrans: positional('str.maketrans', 1, 3, (_text, [from = null, to, removed]) =>
    to === undefined ? tableFromDict(from) : tableFromTexts(from, to, removed),
  ),
})

function translated(character: string, table: Value): string {
  const entry = entryOf(table, character.codePointAt(0) as number)
  if (entry === undefined) return character
  if (entry === null) return ''
  const text = textOf(entry)
  if (text !== undefined) return text
  const code = integerOf(entry)
  if (code === undefined) throw new PythonError('TypeError', 'character mapping must return integer, None or str')
  if (code < 0 || code > 0x10ffff) throw new PythonError('ValueError', 'character mapping must be in range(0x110000)')
  return String.fromCodePoint(Number(code))
}

/** The table's answer for a code point; what it does not know stays as it is. */
function entryOf(table: Value, code: number): Value | undefined {
  if (table instanceof Dict) return table.get(code)
  if (Array.isArray(table)) return table[code]
  if (typeof table === 'string') return Array.from(table)[code]
  if (table instanceof HostObject && table.item !== HostObject.prototype.item) return table.item(code)
  throw new PythonError('TypeError', `'${typeName(table)}' object is not subscriptable`)
}

function tableFromDict(dict: Value): Dict {
  if (!(dict instanceof Dict))
    throw new PythonError('TypeError', 'if you give only one argument to maketrans it must be a dict')
  const table = new Dict()
  for (const [key, value] of dict) table.set(tableKey(key), value)
  return table
}

function tableKey(key: Value): Value {
  if (integerOf(key) !== undefined) return key
  const text = textOf(key)
  if (text === undefined) throw new PythonError('TypeError', 'keys in translate table must be strings or integers')
  const [character, more] = text
  if (character === undefined || more !== undefined)
    throw new PythonError('ValueError', 'string keys in translate table must be of length 1')
  return character.codePointAt(0) as number
}

function tableFromTexts(from: Value, to: Value, removed: Value | undefined): Dict {
  if (textOf(from) === undefined)
    throw new PythonError('TypeError', 'first maketrans argument must be a string if there is a second argument')
  const sources = Array.from(partOf(from, 'maketrans', 1))
  const targets = Array.from(partOf(to, 'maketrans', 2))
  if (sources.length !== targets.length)
    throw new PythonError('ValueError', 'the first two maketrans arguments must have equal length')
  const table = new Dict()
  sources.forEach((source, index) => {
    table.set(source.codePointAt(0) as number, (targets[index] as string).codePointAt(0) as number)
  })
  if (removed !== undefined)
    for (const character of partOf(removed, 'maketrans', 3)) table.set(character.codePointAt(0) as number, null)
  return table
}
