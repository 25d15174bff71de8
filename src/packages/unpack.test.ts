import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type TarPart, tarGz } from '../testing/tar-writer.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { unpack } from './unpack.ts'

test('what lies in the top folder is in the folder afterwards, links included', async () => {
  await using temporary = await temporaryFolder()
  const folder = join(temporary.path, 'package')
  const long = `p-1/${'deep/'.repeat(30)}file.sql`
  const parts: readonly TarPart[] = [
    { path: 'pax_global_header', type: 'g', content: '52 comment=0123456789012345678901234567890123456789\n' },
    { path: 'p-1/', type: '5' },
    { path: 'p-1/dbt_project.yml', content: 'name: p\n' },
    { path: './p-1/macros/a.sql', content: 'ä' },
    { path: 'x', type: 'x', content: pax('path', long) },
    { path: 'cut short', content: 'deep' },
    { path: '@LongLink', type: 'L', content: `${long}x\0` },
    { path: 'cut short', content: 'longer' },
    { path: 'p-1/again.sql', type: '1', target: 'p-1/macros/a.sql' },
    { path: 'p-1/docs/link.sql', type: '2', target: '../macros/a.sql' },
    { path: 'p-1/pipe', type: '6' },
  ]
  await unpack(tarGz(parts), folder)
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8')
  expect(text('dbt_project.yml')).toBe('name: p\n')
  expect(text('macros/a.sql')).toBe('ä')
  expect(text(long.slice('p-1/'.length))).toBe('deep')
  expect(text(`${long.slice('p-1/'.length)}x`)).toBe('longer')
  expect(text('again.sql')).toBe('ä')
  expect(text('docs/link.sql')).toBe('ä')
  expect(readlinkSync(join(folder, 'docs/link.sql'))).toBe('../macros/a.sql')
  expect(existsSync(join(folder, 'pipe'))).toBe(false)
})

const FILE: TarPart = { path: 'p/dbt_project.yml', content: 'name: p\n' }

test.each<[string, readonly TarPart[], string]>([
  ['a path upwards', [FILE, { path: 'p/../../evil' }], "'p/../../evil' leads out of it"],
  ['a path from the root', [FILE, { path: '/tmp/evil' }], "'/tmp/evil' leads out of it"],
  ['a path of Windows', [FILE, { path: 'p\\..\\evil' }], "'p\\..\\evil' leads out of it"],
  ['a link upwards', [FILE, { path: 'p/l', type: '2', target: '../../etc' }], "'p/l' is a link that leads out of it"],
  ['a link from the root', [FILE, { path: 'p/l', type: '2', target: '/etc' }], "'p/l' is a link that leads out of it"],
  [
    'a file behind a link',
    [FILE, { path: 'p/l', type: '2', target: 'd' }, { path: 'p/l/evil' }],
    "'p/l/evil' lies behind a link",
  ],
  [
    'a link through a link',
    [
      FILE,
      { path: 'p/a/b/file' },
      { path: 'p/a/b/c', type: '2', target: '../..' },
      { path: 'p/l', type: '2', target: 'a/b/c/..' },
    ],
    "'p/l' is a link that leads out of it",
  ],
  [
    'a hard link to what is outside',
    [FILE, { path: 'p/l', type: '1', target: 'p/none' }],
    "'p/l' is a link to what is not in it",
  ],
  ['two folders', [FILE, { path: 'q/file' }], 'its files do not all lie in one folder'],
  ['a file beside the folder', [FILE, { path: 'file' }], 'its files do not all lie in one folder'],
  ['a file longer than the archive', [{ ...FILE, size: 100_000 }], 'it is cut short'],
])('%s is refused, and nothing is left', async (_what, parts, message) => {
  await using temporary = await temporaryFolder()
  const folder = join(temporary.path, 'within', 'package')
  await expect(unpack(tarGz(parts), folder)).rejects.toThrow(message)
  expect(existsSync(folder)).toBe(false)
  expect(existsSync(join(temporary.path, 'evil'))).toBe(false)
})

test('what is no archive, or too large a one, is refused', async () => {
  await using temporary = await temporaryFolder()
  const folder = join(temporary.path, 'package')
  const whole = tarGz([FILE])
  await expect(unpack(Buffer.from('<html>'), folder)).rejects.toThrow('it is no .tar.gz')
  await expect(unpack(gzipSync('x'.repeat(2000)), folder)).rejects.toThrow('it is no tar archive')
  await expect(unpack(whole.subarray(0, whole.length - 20), folder)).rejects.toThrow('it is cut short')
  await expect(unpack(whole, folder, { bytes: 1024, entries: 9 })).rejects.toThrow('unpacked it would be larger')
  await expect(unpack(tarGz([FILE, FILE]), folder, { bytes: 1e6, entries: 1 })).rejects.toThrow('more than 1 files')
})

function pax(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const length = rest.length + 3
  return `${length}${rest}`
}
