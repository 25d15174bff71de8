import { resolve } from 'node:path'
import { type EarlierBatches, type Manifest, readLastRun, readProject, runnableOf } from '../../assay.ts'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT, whichOf } from '../command.ts'
import { COMMANDS } from '../command-table.ts'
import { nothingRecorded, notRetried } from '../errors.ts'
import { openProject, readOptions } from '../open-project.ts'
import { type Given, OPTIONS, type OptionKey, resolveFlags } from '../options/flags.ts'
import { nameOf, type Option } from '../options/option.ts'
import { artifactIn } from '../previous-state.ts'
import { count } from '../print/words.ts'
import { buildNodes, type EarlierRun, VERBS } from './build.ts'
import { cloneIds } from './clone.ts'
import { compileIds } from './compile.ts'
import { docsGenerate } from './docs-generate.ts'
import { runOperation } from './run-operation.ts'

/** dbt's words for what is worth another try. */
const UNFINISHED: ReadonlySet<string> = new Set(['error', 'fail', 'skipped', 'runtime error', 'partial success'])

/** Options of the last run that hold again unless they are given anew. */
const KEPT: readonly OptionKey[] = [
  'vars',
  'full_refresh',
  'empty',
  'sample',
  'as_of',
  'event_time_start',
  'event_time_end',
  'store_failures',
  'threads',
  'target',
  'target_schema',
  'profile',
  'fail_fast',
  'indirect_selection',
  'defer',
  'defer_state',
  'favor_state',
  'state',
  'introspect',
  'warn_error_options',
  'compile',
  'empty_catalog',
  'static',
  'args',
]

/** Runs what failed or was skipped in the last run once more, as that run was called. */
export async function retry(call: Call): Promise<number> {
  const { terminal, report, flags } = call
  const project = await readProject(resolve(terminal.cwd, flags.project_dir ?? '.'), readOptions(call))
  const folder = flags.state ?? project.settings.targetPath
  const file = artifactIn(flags.state === null ? project.root : terminal.cwd, folder, 'run_results.json')
  if (file === null) throw nothingRecorded(folder)
  const last = await readLastRun(file)
  const args = last.args as JsonObject // it was read from JSON
  const verb = String(args.which ?? '')
  const command = COMMANDS.find((one) => whichOf(one) === verb)
  if (command === undefined || !RETRIED.includes(verb)) throw notRetried(verb)
  const again: Call = { ...call, command, ...resolvedAgain(call, args) }
  if (verb === 'run-operation') return retryOperation(again, last)
  const open = await openProject(again)
  const wanted = last.results.filter(
    ({ status, unique_id }) =>
      (UNFINISHED.has(status) || (flags.warn_error && status === 'warn')) && !unique_id.startsWith('operation.'),
  )
  const { ids, gone } = sortOut(
    wanted.map(({ unique_id }) => unique_id),
    open.manifest,
  )
  if (gone > 0)
    report.tell({
      kind: 'remark',
      text: `${count(gone, 'node')} of the last run ${gone === 1 ? 'is' : 'are'} not there any more`,
    })
  if (ids.length === 0) {
    report.tell({ kind: 'remark', text: `nothing to do: the last ${verb} left nothing unfinished` })
    return EXIT.fine
  }
  switch (verb) {
    case 'compile':
      return (await compileIds(again, open, ids, { write: true })).exitCode
    case 'clone':
      return cloneIds(again, open, ids)
    case 'generate':
      return docsGenerate(again)
    default:
      return buildNodes(again, open, verb, ids, earlierRun(last))
  }
}

/** Commands, in dbt's words, that are taken up again. */
const RETRIED: readonly string[] = [...VERBS, 'compile', 'clone', 'generate', 'run-operation']

/** Calls the macro once more that failed, with the arguments it was called with. */
async function retryOperation(again: Call, last: LastRun): Promise<number> {
  const { macro } = last.args as JsonObject
  if (typeof macro !== 'string' || !last.results.some(({ status }) => UNFINISHED.has(status))) {
    again.report.tell({ kind: 'remark', text: 'nothing to do: the last run-operation left nothing unfinished' })
    return EXIT.fine
  }
  return runOperation({ ...again, words: [macro] })
}

type LastRun = Awaited<ReturnType<typeof readLastRun>>

/**
 * What is to be known of the batches of the last run. Where none of a model's was built, all of them are built as they
 * were then: from the time on at which that run began, as in dbt.
 */
function earlierRun({ metadata, results }: LastRun): EarlierRun {
  const earlier = new Map<UniqueId, EarlierBatches>()
  for (const { unique_id, batch_results: batches } of results) {
    if (batches === null || batches.successful.length === 0 || batches.failed.length === 0) continue
    earlier.set(unique_id as UniqueId, {
      run: (metadata.invocation_id ?? '').slice(0, 8),
      successful: batches.successful.map(timesOf),
      failed: batches.failed.map(timesOf),
    })
  }
  return { until: new Date(metadata.invocation_started_at ?? metadata.generated_at), earlier }
}

function timesOf([start = '', end = '']: readonly string[]): EarlierBatches['failed'][number] {
  return { start: new Date(start), end: new Date(end) }
}

/** The call with the options of the last run, where it does not have its own. */
function resolvedAgain(call: Call, args: JsonObject): Pick<Call, 'flags' | 'set' | 'given'> {
  const given = new Map(call.given)
  for (const key of KEPT) {
    // Where the last run is found is no state that it compared with.
    const isOwn = call.set.has(key) && key !== 'state'
    const kept = isOwn ? undefined : asGiven(args[nameOf(key, OPTIONS[key])], OPTIONS[key])
    if (kept !== undefined) given.set(key, kept)
  }
  return { given, ...resolveFlags({ given, environment: call.terminal.environment }) }
}

function asGiven(
  value: Json | undefined,
  option: Option,
): (Given extends ReadonlyMap<OptionKey, infer V> ? V : never) | undefined {
  if (value === undefined || value === null) return undefined
  if (value === false) return option.kind === 'toggle' && option.initial ? false : undefined
  if (isJsonObject(value)) return isEmpty(value) ? undefined : JSON.stringify(value)
  if (Array.isArray(value)) return value.map(String)
  return value === true ? true : String(value)
}

/** Without entries, or with lists alone that have none: what dbt writes where nobody said anything. */
function isEmpty(value: JsonObject): boolean {
  return Object.values(value).every((one) => Array.isArray(one) && one.length === 0)
}

function sortOut(wanted: readonly string[], manifest: Manifest) {
  const idle = (id: UniqueId) => manifest.exposures.get(id) ?? manifest.savedQueries.get(id)
  const idOf = (id: UniqueId) => (runnableOf(manifest, id) ?? idle(id))?.id
  const ids = wanted.flatMap((id) => idOf(id as UniqueId) ?? []) // what is not one is not found
  return { ids, gone: wanted.length - ids.length }
}
