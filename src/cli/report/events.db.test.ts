/**
 * What dbt's log events are called, which fields they have and when, recorded from dbt on conformance/everything
 * (testdata/record-events.py), against what the same commands tell here. docs/logs.md is about the same.
 */
import { readFileSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installationFolder } from '../../base/installation.ts'
import { callCli } from '../../testing/call-cli.ts'
import { type TestDatabase, withDatabase } from '../../testing/with-database.ts'
import { type ProjectFolder, withProject } from '../../testing/with-project.ts'

interface Recorded {
  readonly count: number
  readonly code: string
  readonly levels: readonly string[]
  readonly data: readonly (readonly string[])[]
  readonly node_status: readonly string[]
  readonly node_info?: readonly string[]
}

interface Line {
  readonly info: Readonly<Record<string, unknown>> & { readonly name: string }
  readonly data: Readonly<Record<string, unknown>> & { readonly node_info?: Readonly<Record<string, unknown>> }
}

const RECORDED: Readonly<Record<string, Readonly<Record<string, Recorded>>>> = JSON.parse(
  readFileSync(new URL('testdata/events.recorded.json', import.meta.url), 'utf8'),
)

/** What is only about the insides of dbt: its adapter's connections and cache, its partial parsing, blank lines. */
const NOT_TOLD = new Set([
  'AdapterEventDebug',
  'AdapterRegistered',
  'BuildingCatalog',
  'CatalogWritten',
  'ConnectionClosed',
  'ConnectionClosedInCleanup',
  'ConnectionReused',
  'ConnectionUsed',
  'FlushEvents',
  'Formatting',
  'LogDebugStackTrace',
  'NewConnection',
  'NewConnectionOpening',
  'Note',
  'ParsePerfInfoPath',
  'PartialParsingEnabled',
  'PartialParsingSkipParsing',
  'ResourceReport',
  // Transactions that nothing was sent in are none here.
  'Rollback',
  'SQLCommit',
  'SchemaCreation',
  'StateCheckVarsHash',
  'UnableToPartialParse',
  'WritingInjectedSQLForNode',
])

/** Fields of ours beside dbt's: where in the user's files it is. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  RunResultError: ['column', 'file', 'line'],
  RunningOperationCaughtError: ['code', 'column', 'file', 'line', 'message', 'hint'],
}

/** Events that are told as often as dbt tells them, on any command. */
const COUNTED = [
  'NodeStart',
  'NodeCompiling',
  'NodeExecuting',
  'NodeFinished',
  'LogStartLine',
  'LogModelResult',
  'LogTestResult',
  'LogSeedResult',
  'LogSnapshotResult',
  'LogHookStartLine',
  'LogHookEndLine',
  'LogFreshnessResult',
  'RunResultError',
  'RunResultFailure',
  'RunResultWarning',
  'RunResultWarningMessage',
  'CheckNodeTestFailure',
  'SQLCompiledPath',
  'CatchableExceptionOnRun',
  'MarkSkippedChildren',
  'EndRunResult',
  'CommandCompleted',
  'PrintEvent',
  'ShowNode',
  'JinjaLogInfo',
]

/** Where dbt counts more: nodes that only stand inside others, tests that come along, a count of sources. */
const FEWER: Readonly<Record<string, readonly string[]>> = {
  build: ['NodeStart', 'NodeCompiling', 'NodeFinished'],
  compile: ['NodeStart', 'NodeCompiling', 'NodeExecuting', 'NodeFinished'],
  'docs generate': ['NodeStart', 'NodeCompiling', 'NodeExecuting', 'NodeFinished'],
  'show --select customers': ['NodeStart', 'NodeCompiling', 'NodeExecuting', 'NodeFinished'],
  'source freshness': ['FinishedRunningStats'],
}

let database: TestDatabase
let folder: ProjectFolder

beforeAll(async () => {
  database = await withDatabase()
  folder = await withProject({})
  await cp(join(installationFolder(), 'conformance/everything'), folder.path, { recursive: true })
  for (const left of ['target', 'logs']) await rm(join(folder.path, left), { recursive: true, force: true })
})

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]()
  await database?.[Symbol.asyncDispose]()
})

test.each(Object.keys(RECORDED))('%s tells what dbt tells, field by field', async (command) => {
  const recorded = RECORDED[command] ?? {}
  const lines = await tell(command)
  const complaints: string[] = []
  for (const { info, data } of lines) {
    const known = recorded[info.name]
    if (known === undefined) continue
    const beside = BESIDE[info.name] ?? []
    const fields = Object.keys(data)
      .filter((key) => !beside.includes(key))
      .sort()
    if (!known.data.some((form) => String(form) === String(fields))) complaints.push(`${info.name} has ${fields}`)
    if (info.code !== known.code) complaints.push(`${info.name} is ${info.code}`)
    if (info.name !== 'Note' && !known.levels.includes(String(info.level)))
      complaints.push(`${info.name}: ${info.level}`)
    const node = data.node_info
    if (node === undefined) continue
    if (String(Object.keys(node).sort()) !== String(known.node_info))
      complaints.push(`${info.name}: ${Object.keys(node)}`)
    if (info.name !== 'SQLCommit' && !known.node_status.includes(String(node.node_status)))
      complaints.push(`${info.name} when ${node.node_status}, not ${known.node_status}`)
  }
  expect([...new Set(complaints)]).toEqual([])
  expect(lines[0] === undefined ? [] : Object.keys(lines[0].info).sort()).toEqual(INFO)
})

test.each(Object.keys(RECORDED))('%s leaves out only what is about the insides of dbt', async (command) => {
  const recorded = RECORDED[command] ?? {}
  const lines = await tell(command)
  const count = (name: string): number => lines.filter(({ info }) => info.name === name).length
  const fewer = FEWER[command] ?? []
  expect(
    Object.keys(recorded).filter((name) => !NOT_TOLD.has(name) && !fewer.includes(name) && count(name) === 0),
  ).toEqual([])
  const counts = (of: (name: string) => number) =>
    Object.fromEntries(COUNTED.filter((name) => !fewer.includes(name)).map((name) => [name, of(name)]))
  expect(counts(count)).toEqual(counts((name) => recorded[name]?.count ?? 0))
})

const INFO = ['category', 'code', 'extra', 'invocation_id', 'level', 'msg', 'name', 'pid', 'thread', 'ts']

async function tell(command: string): Promise<readonly Line[]> {
  const words = command.split(' --args ').flatMap((part, at) => (at === 0 ? part.split(' ') : ['--args', part]))
  const { out } = await callCli(['--log-format', 'json', '--log-level', 'debug', ...words], {
    cwd: folder.path,
    environment: { DATABASE_URL: database.url },
  })
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}
