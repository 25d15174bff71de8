import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PostgresSettings } from '../../resources/connection.ts'
import { findPassword, matchingPassword } from './password.ts'

const shop = { host: 'db.example', port: 5432, database: 'shop', user: 'analyst' }

test.each([
  ['db.example:5432:shop:analyst:secret', 'secret'],
  ['*:*:*:*:secret', 'secret'],
  ['db.example:*:shop:analyst:se cret ', 'se cret '],
  ['db.example:5432:shop:analyst:a\\:b\\\\c', 'a:b\\c'],
  ['db.example:5432:shop:analyst:päss🐎', 'päss🐎'],
  ['other:5432:shop:analyst:no\ndb.example:5432:shop:analyst:second line', 'second line'],
  ['*:*:*:*:first wins\ndb.example:5432:shop:analyst:later', 'first wins'],
  ['# *:*:*:*:comment\r\n*:*:*:*:windows\r\n', 'windows'],
  ['db.example:5433:shop:analyst:secret', null],
  ['db.example:5432:shop:other:secret', null],
  ['db.example:5432:shop:analyst', null],
  ['db.example:5432:shop:analyst:', null],
  ['nonsense', null],
  ['', null],
])('of the password file %j we take %j', (text, password) => {
  expect(matchingPassword(text, shop)).toBe(password)
})

test('names with colons are escaped, and a socket in the usual place is localhost', () => {
  expect(matchingPassword('\\:\\:1:5432:a\\:b:*:secret', { ...shop, host: '::1', database: 'a:b' })).toBe('secret')
  expect(matchingPassword('localhost:*:*:*:secret', { ...shop, host: '/var/run/postgresql' })).toBe('secret')
  expect(matchingPassword('localhost:*:*:*:secret', { ...shop, host: '/elsewhere' })).toBe(null)
  expect(matchingPassword('/elsewhere:*:*:*:secret', { ...shop, host: '/elsewhere' })).toBe('secret')
})

test('a password file that others may read is not used, where files have owners', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-pgpass-'))
  try {
    const PGPASSFILE = join(folder, 'pgpass')
    const settings = { ...shop, password: null } as PostgresSettings // all that is read of them
    await writeFile(PGPASSFILE, '*:*:*:*:secret\n')
    await chmod(PGPASSFILE, 0o644)
    expect(await findPassword(settings, { PGPASSFILE })).toBe(platform() === 'win32' ? 'secret' : null)
    await chmod(PGPASSFILE, 0o600)
    expect(await findPassword(settings, { PGPASSFILE })).toBe('secret')
    expect(await findPassword(settings, { PGPASSFILE: join(folder, 'missing') })).toBe(null)
  } finally {
    await rm(folder, { recursive: true })
  }
})
