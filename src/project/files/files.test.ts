import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../base/digest.ts'
import { textChecksum } from '../../resources/text-checksum.ts'
import { seedChecksum } from './checksum.ts'
import { parseIgnoreFile } from './ignore-file.ts'
import { decodeUtf8 } from './utf8.ts'

const IGNORED: readonly {
  readonly lines: readonly string[]
  readonly paths: readonly string[]
  readonly ignored: readonly string[]
}[] = JSON.parse(readFileSync(new URL('testdata/ignore.json', import.meta.url), 'utf8'))

test.each(IGNORED)('patterns $lines ignore what pathspec ignores', ({ lines, paths, ignored }) => {
  const ignores = parseIgnoreFile(lines.join('\n'))
  expect(paths.filter(ignores)).toEqual(ignored)
})

test('an ignore file with Windows line ends means the same', () => {
  expect(['a.sql', 'b.sql'].filter(parseIgnoreFile('a.sql\r\n# c\r\n'))).toEqual(['a.sql'])
})

test("a model's checksum is dbt's: of its words, joined by single spaces", () => {
  // hashlib.sha256(' '.join(' \tselect 1\r\n\n  as a\n'.split()).encode()).hexdigest()
  expect(textChecksum(' \tselect 1\r\n\n  as a\n')).toEqual({ name: 'sha256', checksum: sha256('select 1 as a') })
  expect(textChecksum('').checksum).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('however the white space lies, the checksum is that of the words', () => {
  const blank = fc.constantFrom(' ', '  ', '\n', '\t', '\r\n', '\u00a0', '\u2003', ' \n ', '\u001f')
  const word = fc.constantFrom('select', '1', 'é', '\ufeff', 'a')
  fc.assert(
    fc.property(fc.array(fc.tuple(blank, word)), blank, (parts, end) => {
      const text = parts.map(([space, part]) => space + part).join('') + end
      expect(textChecksum(text).checksum).toBe(sha256(parts.map(([, part]) => part).join(' ')))
    }),
  )
})

test("a seed's checksum is that of its text, stripped, with line feeds", () => {
  expect(seedChecksum('\n a,b\r\n1,2 \n\n').checksum).toBe(sha256('a,b\n1,2'))
})

test('bytes are decoded, or the first that is wrong is found', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(0xff, 0xc3, 0x80, 0xed), (text, wrong) => {
      const bytes = Buffer.from(text, 'utf8')
      const valid = bytes.toString('utf8')
      expect(decodeUtf8(bytes)).toBe(valid)
      expect(decodeUtf8(Buffer.concat([bytes, Buffer.from([wrong])]))).toBe(bytes.length)
    }),
  )
  // An overlong form, half a surrogate pair, and a point past Unicode's end.
  expect(decodeUtf8(Buffer.from([0x61, 0xc0, 0x80]))).toBe(1)
  expect(decodeUtf8(Buffer.from([0x61, 0xed, 0xa0, 0x80]))).toBe(1)
  expect(decodeUtf8(Buffer.from([0x61, 0xf4, 0x90, 0x80, 0x80]))).toBe(1)
})
