import { normalize } from '../../jinja/values/integer.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { Dict, Float, type Value } from '../../jinja/values/value.ts'

/**
 * Python's `json.loads`: unlike JSON.parse it tells ints from floats, keeps every digit, and takes NaN and Infinity. What
 * it refuses is a ValueError.
 */
export function parseJson(text: string): Value {
  const reader: Reader = { text, at: 0 }
  const value = readValue(reader)
  skipSpace(reader)
  if (reader.at < text.length) throw malformed('Extra data', reader)
  return value
}

interface Reader {
  readonly text: string
  at: number
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y
const MAX_DIGITS = 4300

const WORDS: readonly (readonly [string, () => Value])[] = [
  ['null', () => null],
  ['true', () => true],
  ['false', () => false],
  ['NaN', () => new Float(Number.NaN)],
  ['Infinity', () => new Float(Number.POSITIVE_INFINITY)],
  ['-Infinity', () => new Float(Number.NEGATIVE_INFINITY)],
]

function readValue(reader: Reader): Value {
  skipSpace(reader)
  switch (reader.text[reader.at]) {
    case '"':
      return readString(reader)
    case '[':
      return readList(reader)
    case '{':
      return readDict(reader)
  }
  const word = WORDS.find(([spelled]) => reader.text.startsWith(spelled, reader.at))
  if (word === undefined) return readNumber(reader)
  reader.at += word[0].length
  return word[1]()
}

function readNumber(reader: Reader): Value {
  NUMBER.lastIndex = reader.at
  const match = NUMBER.exec(reader.text)
  if (match === null) throw malformed('Expecting value', reader)
  reader.at = NUMBER.lastIndex
  const [spelled, whole = '', fraction, exponent] = match
  if (fraction !== undefined || exponent !== undefined) return new Float(Number(spelled))
  if (whole.length > MAX_DIGITS) throw malformed('Exceeds the limit for integer string conversion', reader)
  return normalize(BigInt(whole))
}

function readList(reader: Reader): Value {
  const items: Value[] = []
  reader.at++
  if (closes(reader, ']')) return items
  for (;;) {
    items.push(readValue(reader))
    if (closes(reader, ']')) return items
    expect(reader, ',', "Expecting ',' delimiter")
  }
}

function readDict(reader: Reader): Value {
  const dict = new Dict()
  reader.at++
  if (closes(reader, '}')) return dict
  for (;;) {
    skipSpace(reader)
    if (reader.text[reader.at] !== '"') throw malformed('Expecting property name enclosed in double quotes', reader)
    const key = readString(reader)
    skipSpace(reader)
    expect(reader, ':', "Expecting ':' delimiter")
    dict.set(key, readValue(reader))
    if (closes(reader, '}')) return dict
    expect(reader, ',', "Expecting ',' delimiter")
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a string
const STRING = /"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*)"/y

function readString(reader: Reader): string {
  STRING.lastIndex = reader.at
  const match = STRING.exec(reader.text)
  if (match === null) throw malformed('Unterminated string', reader)
  reader.at = STRING.lastIndex
  // Checked above to be JSON.
  return JSON.parse(match[0]) as string
}

function closes(reader: Reader, mark: string): boolean {
  skipSpace(reader)
  if (reader.text[reader.at] !== mark) return false
  reader.at++
  return true
}

function expect(reader: Reader, mark: string, complaint: string): void {
  if (reader.text[reader.at] !== mark) throw malformed(complaint, reader)
  reader.at++
}

function skipSpace(reader: Reader): void {
  SPACE.lastIndex = reader.at
  SPACE.exec(reader.text)
  reader.at = SPACE.lastIndex
}

function malformed(complaint: string, { text, at }: Reader): PythonError {
  const lines = text.slice(0, at).split('\n')
  const column = (lines.at(-1) ?? '').length + 1
  return new PythonError('ValueError', `${complaint}: line ${lines.length} column ${column} (char ${at})`)
}
