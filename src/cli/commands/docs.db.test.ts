import { once } from 'node:events'
import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtCli } from '../../testing/built-cli.ts'
import { callCli } from '../../testing/call-cli.ts'
import { type Shop, withShop } from '../../testing/shop-project.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'

const RECORDED = fileURLToPath(new URL('../../artifacts/testdata/shop.recorded', import.meta.url))

let shop: Shop

beforeAll(async () => {
  shop = await withShop()
})

afterAll(() => shop?.[Symbol.asyncDispose]())

test('the site tells what became of each node the last time, though commands after it wrote other results', async () => {
  await shop.call('seed')
  await shop.call('run')
  await shop.call('test --select orders')
  await shop.call('docs generate')
  const index = await partOf(join(shop.folder.path, 'target'), 'index')
  const statusOf = (id: string): string => {
    const entry = index.entries.find(([one]: readonly string[]) => one === id)
    return index.words[entry[7]] ?? ''
  }
  expect([statusOf('model.shop.orders'), statusOf('seed.shop.raw_orders'), index.lastRun.command]).toEqual([
    'success',
    'success',
    'test',
  ])
  expect(index.tests).toEqual({ pass: 1, '': 2 })
  expect(shop.json('target/run_results.json').args.which).toBe('generate')
})

test('--static also makes one file of it; files that are no part of it any more are removed', async () => {
  await shop.folder.write('target/site/data/pages-99.js', '')
  const { out } = await shop.call('docs generate --static --no-compile')
  expect(out).toContain('the site: target/static_index.html\n')
  expect(await readdir(join(shop.folder.path, 'target/site/data'))).not.toContain('pages-99.js')
})

test('what asset-paths names lies beside the site', async () => {
  const project = await readFile(join(shop.folder.path, 'project.yml'), 'utf8')
  await shop.folder.write('project.yml', `${project}asset-paths: [assets]\n`)
  await shop.folder.write('assets/plan.png', 'png')
  await shop.call('docs generate')
  expect(await readFile(join(shop.folder.path, 'target/assets/plan.png'), 'utf8')).toBe('png')
})

test('without a manifest there is no site, which is told', async () => {
  await rm(join(shop.folder.path, 'target'), { recursive: true })
  expect((await shop.call('docs generate --no-compile')).out).toContain('no site: target holds no manifest.json\n')
})

test("--artifacts makes a site of dbt's, without a project", async () => {
  await using folder = await temporaryFolder()
  await cp(RECORDED, join(folder.path, 'theirs'), { recursive: true })
  const { code, out } = await callCli('docs generate --artifacts theirs --target-path site', { cwd: folder.path })
  expect([code, out]).toEqual([
    0,
    'the site: site/index.html\n→ open it in a browser, or: assay docs serve --artifacts site\n',
  ])
  expect((await partOf(join(folder.path, 'site'), 'index')).project).toBe('shop')
  const none = await callCli('docs generate --artifacts nowhere', { cwd: folder.path })
  expect(none.code).toBe(2)
  expect(none.err).toContain('nowhere holds no manifest.json, so there is nothing to make a site of')
})

test('docs serve makes the site it serves, follows what is written, and ends with Ctrl-C', async () => {
  await using folder = await temporaryFolder()
  await cp(RECORDED, folder.path, { recursive: true })
  await using cli = await builtCli()
  const serving = cli.start(['docs', 'serve', '--artifacts', '.', '--port', '0', '--no-browser'], folder.path)
  const address = await said(serving, /the site: (http:\/\/127\.0\.0\.1:\d+\/)/)
  expect(await (await fetch(address)).text()).toContain('<meta name="assay-live" content="/news">')
  expect((await fetch(`${address}site/data/index.js`)).status).toBe(200)
  await cp(join(RECORDED, 'sources.json'), join(folder.path, 'sources.json'))
  await said(serving, /there is (news)/)
  serving.process.kill('SIGINT')
  expect(await serving.ended).toBe(130)
})

async function said(
  { process, out, err }: ReturnType<Awaited<ReturnType<typeof builtCli>>['start']>,
  pattern: RegExp,
): Promise<string> {
  for (;;) {
    const found = pattern.exec(out())?.[1]
    if (found !== undefined) return found
    if (process.exitCode !== null || process.stdout === null) throw new Error(`it ended: ${out()}${err()}`)
    await once(process.stdout, 'data')
  }
}

/** A part of the data of a site, as the browser gets it. */
async function partOf(folder: string, name: string) {
  const text = await readFile(join(folder, `site/data/${name}.js`), 'utf8')
  const [, json = ''] = /^assayPart\('\w+','(.*)'\)\n$/s.exec(text) ?? []
  return JSON.parse(json.replace(/\\(.)/g, '$1'))
}
