/** The files in docs/ci: their steps are run, as the CI servers run them, on a project and a PostgreSQL. */
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { installationFolder } from '../base/installation.ts'
import { type BuiltCli, builtCli } from './built-cli.ts'
import { junitFaults, sarifFaults } from './report-schemas.ts'
import { type Shop, withShop } from './shop-project.ts'
import { temporaryFolder } from './temporary-folder.ts'

const FILES = join(installationFolder(), 'docs/ci')
const SCHEMAS = "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' order by 1"

const PROJECT = {
  'package.json': '{"name": "shop", "version": "1.0.0"}\n',
  'package-lock.json':
    '{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "shop", "version": "1.0.0"}}}\n',
  'project.yml': 'name: shop\nmodels:\n  shop:\n    +materialized: table\n',
}

let cli: BuiltCli
let bin: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  cli = await builtCli()
  bin = await temporaryFolder()
  const linked = join(bin.path, 'assay')
  writeFileSync(linked, `#!/bin/sh\nexec '${process.execPath}' '${cli.script}' "$@"\n`)
  chmodSync(linked, 0o755)
}, 60_000)

afterAll(async () => {
  await cli?.[Symbol.asyncDispose]()
  await bin?.[Symbol.asyncDispose]()
})

interface Ran {
  readonly code: number
  readonly out: string
}

function bash(script: string, cwd: string, environment: Readonly<Record<string, string>>): Promise<Ran> {
  const { PATH = '' } = process.env
  const env = { CI: 'true', HOME: bin.path, ...environment, PATH: `${bin.path}:${PATH}` }
  return new Promise((resolve) =>
    execFile('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out: out + err }),
    ),
  )
}

interface Step {
  readonly name?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
  readonly if?: string
}

/** Runs the `run:` steps of a job as GitHub does: after a failure only those that say so. */
async function github(job: string, shop: Shop, api = NO_API): Promise<Ran & { readonly summary: string }> {
  const filled = (text: string): string =>
    text.replace(/\$\{\{ ?(.*?) ?\}\}/g, (_, name: string) => {
      const values: Readonly<Record<string, string>> = {
        'github.event.number': '7',
        'github.token': 'sesame',
        'github.api_url': api,
        'github.repository': 'acme/shop',
        'secrets.DATABASE_URL': shop.database.url,
      }
      const value = values[name]
      if (value === undefined) throw new Error(`the workflow uses ${name}`)
      return value
    })
  const workflow = parse(readFileSync(join(FILES, 'github.yml'), 'utf8'))
  const { steps, env = {} } = workflow.jobs[job] as { steps: readonly Step[]; env?: Record<string, string> }
  const files = { GITHUB_ENV: 'env', GITHUB_PATH: 'path', GITHUB_STEP_SUMMARY: 'summary.md' }
  const environment: Record<string, string> = { GITHUB_WORKSPACE: shop.folder.path }
  for (const [name, file] of Object.entries(files)) {
    environment[name] = join(shop.folder.path, file)
    await shop.folder.write(file, '')
  }
  for (const [name, value] of Object.entries({ ...workflow.env, ...env })) environment[name] = filled(String(value))
  let code = 0
  let out = ''
  for (const step of steps) {
    if (step.run === undefined || (code !== 0 && step.if?.includes('!cancelled()') !== true)) continue
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)])
    const ran = await bash(filled(step.run), shop.folder.path, { ...environment, ...Object.fromEntries(own) })
    out += ran.out
    code ||= ran.code
    for (const line of shop.read('env').split('\n')) {
      const at = line.indexOf('=')
      if (at > 0) environment[line.slice(0, at)] = line.slice(at + 1)
    }
  }
  return { code, out, summary: shop.read('summary.md') }
}

/** Runs the script of a job as GitLab does: one shell, with what it extends before it; another one after it. */
async function gitlab(job: string, shop: Shop, api = NO_API, token = 'sesame'): Promise<Ran> {
  const jobs = parse(readFileSync(join(FILES, 'gitlab.yml'), 'utf8'))
  const { script, variables = {}, extends: base, after_script: after = [] } = jobs[job]
  const environment: Record<string, string> = {
    DATABASE_URL: shop.database.url,
    CI_MERGE_REQUEST_IID: '8',
    CI_PROJECT_ID: '3',
    CI_API_V4_URL: api,
    COMMENT_TOKEN: token,
  }
  for (const [name, value] of Object.entries(variables))
    environment[name] = String(value).replaceAll('$CI_MERGE_REQUEST_IID', '8')
  const ran = await bash([...jobs[base].before_script, ...script].join('\n'), shop.folder.path, environment)
  // Whatever becomes of it, the job is what its script was.
  const { out } = await bash(after.join('\n'), shop.folder.path, environment)
  return { code: ran.code, out: ran.out + out }
}

/** Where nobody answers. */
const NO_API = 'http://127.0.0.1:1'

interface CommentApi extends AsyncDisposable {
  readonly address: string
  /** What was asked, and with what it was answered: `POST 201`. */
  readonly asked: string[]
  readonly comments: { readonly id: number; body: string; readonly user: { readonly type: string } }[]
  mayWrite: boolean
}

/** As much of the interfaces of GitHub and GitLab as lists, adds and changes comments of a pull or merge request. */
async function commentApi(): Promise<CommentApi> {
  const api = { asked: [] as string[], comments: [] as CommentApi['comments'], mayWrite: true }
  const answer = (request: IncomingMessage, body: string): readonly [number, unknown] => {
    const path = request.url?.split('?')[0] ?? ''
    const { authorization, 'private-token': token } = request.headers
    if (authorization !== 'Bearer sesame' && token !== 'sesame') return [401, {}]
    if (request.method === 'GET') return [200, api.comments]
    if (!api.mayWrite) return [403, { message: 'Resource not accessible by integration' }]
    const text = JSON.parse(body).body as string
    if (text.length > 65_536) return [422, {}]
    if (request.method === 'POST') {
      api.comments.push({ id: api.comments.length + 1, body: text, user: { type: 'Bot' } })
      return [201, {}]
    }
    const old = api.comments.find(({ id }) => path.endsWith(`/${id}`))
    if (old === undefined || old.user.type !== 'Bot') return [404, {}]
    old.body = text
    return [200, {}]
  }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const [code, json] = answer(request, body)
      api.asked.push(`${request.method} ${request.url?.split('?')[0]} ${code}`)
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo // it listens at a port
  return Object.assign(api, {
    address: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed))
    },
  })
}

async function schemas(shop: Shop): Promise<readonly unknown[]> {
  return (await shop.rows(SCHEMAS)).map(([name]) => name)
}

test('on GitHub a pull request is built into a schema of its own, on what production has, gated, and taken down', async () => {
  await using shop = await withShop(PROJECT)
  const production = await github('production', shop)
  expect([production.code, production.out]).toEqual([0, expect.stringContaining('Done in')])
  expect(production.summary).toContain('### assay build: ⚠️ 1 warned')
  expect(existsSync(join(shop.folder.path, 'production/catalog.json'))).toBe(true)

  await shop.folder.write(
    'models/customers.sql',
    "select customer, sum(amount) as spent, 1 as one from {{ ref('orders') }} group by 1\n",
  )
  const good = await github('check', shop)
  expect([good.code, good.out]).toEqual([0, expect.stringContaining('Gate open')])
  expect(await schemas(shop)).toEqual(['analytics', 'pr_7', 'public'])
  expect(
    await shop.rows(
      "select relname from pg_class where relnamespace = 'pr_7'::regnamespace and relkind in ('r', 'v') order by 1",
    ),
  ).toEqual([['assay_made'], ['customers'], ['top']])
  expect(good.summary).toContain('</details>\n\n### assay gate: ✅ all passed')
  expect(good.summary).toContain('| breaking |')
  expect(sarifFaults(shop.json('target/gate.sarif'))).toEqual([])

  await shop.folder.write('models/customers.sql', "select customer, -1 as spent from {{ ref('orders') }} group by 1\n")
  const bad = await github('check', shop)
  expect(bad.code).toBe(1)
  expect(bad.out).toContain('::error file=tests/no_debts.sql,line=1,col=1,title=no_debts::Got 2 results')
  expect(bad.out).toContain('column spent was double precision and is integer')
  expect(bad.summary).toContain('### assay build: ❌ 1 failed')

  const down = await github('teardown', shop)
  expect([down.code, down.out]).toEqual([0, expect.stringContaining('dropped pr_7, with')])
  expect(await schemas(shop)).toEqual(['analytics', 'public'])
}, 120_000)

test('the first pull request, before anything is known of production, builds all of it', async () => {
  await using shop = await withShop(PROJECT)
  const { code, out } = await github('check', shop)
  expect([code, out]).toEqual([0, expect.stringContaining('Gate open')])
  expect(await shop.rows('select count(*) from pr_7.orders')).toEqual([['3']])
}, 60_000)

test('on GitLab a merge request goes the same way, its reports are JUnit', async () => {
  await using shop = await withShop(PROJECT)
  const production = await gitlab('production', shop)
  expect([production.code, production.out]).toEqual([0, expect.stringContaining('Done in')])
  await shop.folder.write('models/top.sql', "select * from {{ ref('customers') }} where customer = 'ann'\n")
  const check = await gitlab('check', shop)
  expect([check.code, check.out]).toEqual([0, expect.stringContaining('Gate open')])
  expect(await schemas(shop)).toEqual(['analytics', 'mr_8', 'public'])
  for (const name of ['build', 'gate']) expect(await junitFaults(shop.read(`target/${name}.xml`))).toEqual([])
  const down = await gitlab('teardown', shop)
  expect([down.code, down.out]).toEqual([0, expect.stringContaining('dropped mr_8')])
  expect(await schemas(shop)).toEqual(['analytics', 'public'])
}, 120_000)

test('a pull request has one comment, which each run writes anew; where it may not, the job goes on', async () => {
  await using shop = await withShop(PROJECT)
  await using api = await commentApi()
  const somebody = { id: 1, body: '<!-- assay gate --> mine', user: { type: 'User' } }
  api.comments.push(somebody)
  const first = await github('check', shop, api.address)
  expect([first.code, first.out]).toEqual([0, expect.stringMatching(/commented\n$/)])
  expect(api.comments.map(({ body }) => body.split('\n').slice(0, 2))).toEqual([
    ['<!-- assay gate --> mine'],
    ['<!-- assay build -->', '### assay build: ⚠️ 1 warned'],
  ])
  expect(api.comments[1]?.body).toContain('### assay gate: ')

  await shop.folder.write('models/customers.sql', "select customer, -1 as spent from {{ ref('orders') }} group by 1\n")
  const second = await github('check', shop, api.address)
  expect([second.code, second.out]).toEqual([1, expect.stringContaining('commented, in place of what was said before')])
  expect(api.comments.map(({ body }) => body.split('\n')[1])).toEqual([undefined, '### assay build: ❌ 1 failed'])
  expect(api.asked).toEqual([
    'GET /repos/acme/shop/issues/7/comments 200',
    'POST /repos/acme/shop/issues/7/comments 201',
    'GET /repos/acme/shop/issues/7/comments 200',
    'PATCH /repos/acme/shop/issues/comments/2 200',
  ])

  api.mayWrite = false
  await shop.folder.write('models/customers.sql', "select customer, 1 as spent from {{ ref('orders') }} group by 1\n")
  const forked = await github('check', shop, api.address)
  expect([forked.code, forked.out]).toEqual([
    0,
    expect.stringContaining('::notice::no comment: this run may not write'),
  ])
  const unheard = await github('check', shop)
  expect([unheard.code, unheard.out]).toEqual([0, expect.stringContaining('::notice::no comment')])
}, 180_000)

test('a merge request has one, too, if there is a token for it', async () => {
  await using shop = await withShop(PROJECT)
  await using api = await commentApi()
  const untold = await gitlab('check', shop, api.address, '')
  expect([untold.code, untold.out]).toEqual([
    0,
    expect.stringContaining('no comment: there is no variable COMMENT_TOKEN'),
  ])
  await gitlab('check', shop, api.address)
  await shop.folder.write('models/customers.sql', "select customer, -1 as spent from {{ ref('orders') }} group by 1\n")
  const { code, out } = await gitlab('check', shop, api.address)
  expect([code, out]).toEqual([1, expect.stringContaining('commented, in place of what was said before')])
  expect(api.comments.map(({ body }) => body.split('\n')[1])).toEqual(['### assay build: ❌ 1 failed'])
  expect(api.comments[0]?.body).toContain('### assay gate: ')
  expect(api.asked.slice(1)).toEqual([
    'POST /projects/3/merge_requests/8/notes 201',
    'GET /projects/3/merge_requests/8/notes 200',
    'PUT /projects/3/merge_requests/8/notes/1 200',
  ])
  const refused = await gitlab('check', shop, api.address, 'wrong')
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('no comment: COMMENT_TOKEN may not write')])
}, 180_000)

test('the hook lets a sound project pass, and stops one that cannot be read or is below its gates', async () => {
  await using shop = await withShop(PROJECT)
  const hook = (): Promise<Ran> =>
    bash(join(FILES, 'pre-commit'), shop.folder.path, { DATABASE_URL: 'postgres://localhost:1/none' })
  expect(await hook()).toMatchObject({ code: 0, out: expect.stringContaining('Gate open') })
  await shop.folder.write('project.yml', `${PROJECT['project.yml']}gates: {coverage: {docs: 50}}\n`)
  expect(await hook()).toMatchObject({ code: 1, out: expect.stringContaining('it has no description') })
  await shop.folder.write('models/top.sql', "select * from {{ ref('custmers') }}\n")
  expect(await hook()).toMatchObject({ code: 2, out: expect.stringContaining("did you mean 'customers'?") })
}, 60_000)
