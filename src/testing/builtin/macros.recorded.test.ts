/** dbt's macros that come with Assay answer what dbt-core answered (testdata/record.py). */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Compiler, compileNode, createCompiler, type Manifest } from '../../assay.ts'
import type { JsonObject } from '../../base/json.ts'
import { uniqueId } from '../../resources/ids.ts'
import { load, withFiles } from '../load-project.ts'
import type { ProjectFolder } from '../with-project.ts'

interface Case {
  readonly call: string
  readonly config?: JsonObject
  /** Without SQL comments, white space as one blank. */
  readonly answer: string
}

const { properties, cases }: { readonly properties: JsonObject; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('testdata/macros.recorded.json', import.meta.url), 'utf8'), // ours to write correctly
)

let folder: ProjectFolder
let manifest: Manifest
let compiler: Compiler

beforeAll(async () => {
  folder = await withFiles({
    'dbt_project.yml': 'name: scratch\nmodels: {+materialized: table}\n',
    'models/m.yml': JSON.stringify({ models: cases.map((_, i) => ({ name: `case_${i}`, ...properties })) }),
    ...Object.fromEntries(cases.map((given, i) => [`models/case_${i}.sql`, textOf(given)])),
  })
  const environment = { DATABASE_URL: 'postgres://me@nowhere.invalid/db', ASSAY_SCHEMA: 'base' }
  const loaded = await load(folder, { environment, flags: { FULL_REFRESH: false, STORE_FAILURES: false } })
  manifest = loaded.manifest
  compiler = createCompiler(loaded.project, manifest, loaded.invocation)
})

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]()
})

/** The model of a case. Only what it gives at run time was recorded. */
function textOf({ call, config = {} }: Case): string {
  const settings = Object.entries(config).map(([name, value]) => `${name}=${literal(value)}`)
  const header = settings.length === 0 ? '' : `{{ config(${settings.join(', ')}) }}`
  return `${header}{% if execute %}${call}{% endif %}`
}

function literal(value: unknown): string {
  return JSON.stringify(value).replace(/("(?:[^"\\]|\\.)*")|\bnull\b/g, (word, text) => text ?? (word && 'none'))
}

describe('every call gives what dbt gave', () => {
  for (const [i, { call, config, answer }] of cases.entries())
    test(config === undefined ? call : `${call} with ${JSON.stringify(config)}`, async () => {
      const node = manifest.nodes.get(uniqueId('model', 'scratch', `case_${i}`))
      if (node?.kind !== 'model') throw new Error(`there is no model case_${i}`)
      const { code } = await compileNode(compiler, node)
      expect(tokens(code.text.replaceAll(`case_${i}`, 'm'))).toEqual(tokens(answer))
    })
})

/** Words, quoted texts and signs. The names that Assay makes up for a run end otherwise than dbt's. */
function tokens(sql: string): readonly string[] {
  return (
    sql
      .replace(/--[^\n]*/g, '')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/__(dbt_tmp|dbt_backup|x|b)(?:_?[0-9a-f]{8}|\d{12})\b/g, '__$1')
      .match(/[\w$.]+|'(?:[^']|'')*'|"(?:[^"]|"")*"|\S/g) ?? []
  )
}
