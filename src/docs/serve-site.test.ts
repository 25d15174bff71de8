import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dbtArtifacts } from '../testing/site.ts'
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts'
import { type ServedSite, serveSite } from './serve-site.ts'
import { writeSite } from './write-site.ts'

let folder: TemporaryFolder
let site: ServedSite

beforeAll(async () => {
  folder = await temporaryFolder()
  const program = { script: 'start()', style: 'body {}', licences: 'MIT' }
  writeSite({ folder: folder.path, artifacts: dbtArtifacts(), program, single: false })
  await writeFile(join(folder.path, 'manifest.json'), '{}')
  await mkdir(join(folder.path, 'site/.git'))
  await writeFile(join(folder.path, 'site/.git/config'), 'secret')
  await symlink('/etc/hostname', join(folder.path, 'site/out.txt'))
  site = await serveSite({ folder: folder.path, host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await site?.[Symbol.asyncDispose]()
  await folder?.[Symbol.asyncDispose]()
})

test.each([
  ['/', 'text/html; charset=utf-8'],
  ['/index.html?x=1', 'text/html; charset=utf-8'],
  ['/site/app.js', 'text/javascript; charset=utf-8'],
  ['/site/app.css', 'text/css; charset=utf-8'],
  ['/site/icon.svg', 'image/svg+xml'],
  ['/site/data/index.js', 'text/javascript; charset=utf-8'],
])('%s is served as %s', async (path, type) => {
  const { status, headers, body } = await ask(path)
  expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, type, 'nosniff'])
  expect(body).not.toBe('')
})

test.each([
  '/manifest.json',
  '/site',
  '/site/',
  '/site/nothing.js',
  '/../../etc/passwd',
  '/site/../manifest.json',
  '/site/..%2fmanifest.json',
  '/site/%2e%2e/manifest.json',
  '/site/..%5cmanifest.json',
  '//etc/passwd',
  '/site/.git/config',
  '/site/out.txt',
  '/site/app.js%00',
  '/%E0%A4%A',
])('%s is not served', async (path) => {
  expect((await ask(path)).status).toBe(404)
})

test('only reading is allowed, and only under a name of this machine', async () => {
  expect((await ask('/', { method: 'POST' })).status).toBe(405)
  expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(403)
  expect((await ask('/', { headers: { host: 'localhost:9' } })).status).toBe(200)
  const { status, body } = await ask('/site/app.js', { method: 'HEAD' })
  expect([status, body]).toEqual([200, ''])
})

test('another site cannot take its data, but may link to it', async () => {
  const foreign = { 'sec-fetch-site': 'cross-site' }
  expect((await ask('/site/data/index.js', { headers: { ...foreign, 'sec-fetch-mode': 'no-cors' } })).status).toBe(403)
  expect((await ask('/', { headers: { ...foreign, 'sec-fetch-mode': 'navigate' } })).status).toBe(200)
  expect((await ask('/site/data/index.js')).headers['cross-origin-resource-policy']).toBe('same-origin')
})

test('a port that is taken is told', async () => {
  const port = Number(new URL(site.address).port)
  await expect(serveSite({ folder: folder.path, host: '127.0.0.1', port })).rejects.toMatchObject({
    message: `cannot serve at 127.0.0.1:${port}: something else listens there`,
    diagnostics: [{ code: 'cannot-listen', hint: '--port takes another one (0: any that is free)' }],
  })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** Sends the path as it stands: `fetch` would tidy it. */
async function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const { hostname, port } = new URL(site.address)
  return await new Promise((resolve, reject) => {
    request({ hostname, port, path, ...options }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}
