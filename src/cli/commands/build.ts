import type { BatchOrders, Compiler, Made, RunResults } from '../../assay.ts'
import {
  checkedInRun,
  createCompiler,
  isFailure,
  madeByCompiling,
  madeByRunning,
  openWarehouse,
  recordMade,
  run,
  storedRelation,
  testsLeakage,
  withStoredFailures,
} from '../../assay.ts'
import type { ModelVerdict } from '../../features/leakage/leakage.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { TargetSchema } from '../../resources/target-schema.ts'
import { type Call, EXIT, whichOf } from '../command.ts'
import { deferralOf } from '../deferral.ts'
import { nothingSelected, outsideTargetSchema } from '../errors.ts'
import { eventTimeRange } from '../event-time-range.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { sampleWindow } from '../sample-window.ts'
import { kindsOf, selectNodes } from '../select-nodes.ts'
import { withSpareSession } from '../spare-session.ts'
import { SqlFiles } from '../sql-files.ts'
import { isError, judgeWarnings, throwErrors } from '../warn-error.ts'
import { writeFailingRows, writeLeakage, writeManifest, writeRunResults } from '../write-artifacts.ts'
import { wantedReports, writeReports } from '../write-reports.ts'

/** The kinds each verb is about. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  build: ['model', 'seed', 'snapshot', 'test', 'unit_test', 'function', 'exposure', 'saved_query'],
  run: ['model'],
  test: ['test', 'unit_test'],
  seed: ['seed'],
  snapshot: ['snapshot'],
}

/** Those that test. */
const TESTING: readonly string[] = ['build', 'test']

/** dbt's words for the commands that build or test. */
export const VERBS: readonly string[] = Object.keys(KINDS)

/** `build`, `run`, `test`, `seed` and `snapshot`: the same work on other kinds. */
export async function build(call: Call): Promise<number> {
  const open = await openProject(call)
  const verb = whichOf(call.command)
  const kinds = KINDS[verb] ?? []
  const ids = await selectNodes(
    call,
    open,
    verb === 'build' || verb === 'test' ? kindsOf(open.flags, kinds) : new Set(kinds),
  )
  return buildNodes(call, open, verb, ids)
}

/** What a run that is retried says of batches: where the last ones ended, and what became of them. */
export type EarlierRun = Pick<BatchOrders, 'until' | 'earlier'>

/** Builds and tests these nodes, prints what happens, writes artifacts and reports; the answer is the exit code. */
export async function buildNodes(
  call: Call,
  open: OpenProject,
  verb: string,
  ids: readonly UniqueId[],
  earlier?: EarlierRun,
): Promise<number> {
  const reports = wantedReports(call)
  const results = await runNodes(call, open, verb, ids, earlier)
  await writeReports(call, open.project, reports, { checked: checkedInRun(results, open.manifest), table: null })
  if (results.interrupted) return EXIT.interrupted
  // A hook of the project that cannot be compiled is a mistake in the project, as in dbt.
  if (results.results.some(({ id, status, compiledCode }) => isHook(id) && isFailure(status) && compiledCode === null))
    return EXIT.problem
  return results.results.some(({ status }) => isFailure(status)) ? EXIT.failures : EXIT.fine
}

/** The same without reports, and without a verdict. */
export async function runNodes(
  call: Call,
  open: OpenProject,
  verb: string,
  ids: readonly UniqueId[],
  earlier?: EarlierRun,
): Promise<RunResults> {
  const { terminal, report } = call
  const { project, flags, target, warnings } = open
  const manifest = flags.store_failures ? withStoredFailures(open.manifest) : open.manifest
  if (ids.length === 0) return nothingToDo(call, open)
  const sample = flags.sample === null ? null : sampleWindow(flags.sample, call.startedAt)
  const range = sample === null ? eventTimeRange(flags) : { start: new Date(sample.start), end: new Date(sample.end) }
  const files = new SqlFiles(manifest, target)
  const targetSchema = targetSchemaOf(call, open, ids)
  const deferral = await deferralOf(call, open)
  const compiler = createCompiler(project, manifest, open.invocation, {
    selected: ids,
    empty: flags.empty,
    deferral,
    sample,
    texts: manifest === open.manifest ? open.texts : null,
    write: (node, payload) => files.keep(node.id, payload),
  })
  const verdicts: ModelVerdict[] = []
  let results: RunResults
  {
    const { connection } = project
    await using warehouse = await openWarehouse(
      testsLeakage(ids, manifest) ? withSpareSession(connection) : connection,
      {
        environment: terminal.environment,
        cacheFolder: cacheFolder(terminal),
      },
    )
    results = await run({
      manifest,
      graph: open.graph,
      compiler,
      warehouse,
      ids,
      threads: project.target.threads,
      testsBlock: verb === 'build',
      fullRefresh: flags.full_refresh,
      empty: flags.empty,
      run: call.invocationId.slice(0, 8),
      batches: { until: call.startedAt, earlier: new Map(), ...earlier, range },
      asOf: flags.as_of,
      failFast: flags.fail_fast,
      warnIsError: isError('test-warned', warnings),
      failingRows: flags.failing_rows,
      deferral,
      leakageFound: (verdict) => verdicts.push(verdict),
      ...(targetSchema === null ? {} : { targetSchema }),
      signal: terminal.signal,
      emit(event) {
        files.listen(event)
        report.tell(event)
      },
    })
    if (targetSchema !== null) await recordMade(warehouse, targetSchema, relationsMade(results, manifest))
  }
  open.texts?.save()
  for (const { node, code } of compiler.inlined()) files.writeCompiled(node, code.text)
  writeArtifacts(open, manifest, results, files, compiler)
  if (verdicts.length > 0) writeLeakage(open, verdicts)
  if (TESTING.includes(verb)) writeFailingRows(open, results)
  return results
}

/** The branch that schemas are made for; what is built elsewhere all the same is told. */
function targetSchemaOf({ report }: Call, open: OpenProject, ids: readonly UniqueId[]): TargetSchema | null {
  const { target_schema: name } = open.flags
  if (name === null) return null
  const outside = ids.flatMap((id) => {
    const node = open.manifest.nodes.get(id)
    return node !== undefined && node.kind !== 'test' && !node.schema.includes(name) ? [node.name] : []
  })
  if (outside.length > 0) {
    const judged = judgeWarnings([outsideTargetSchema(name, outside)], open.warnings)
    throwErrors(judged)
    report.tell({ kind: 'diagnostics', diagnostics: judged })
  }
  return { name, project: open.project.settings.name }
}

/** What is in the database after a run that it has put there, failing rows that were kept included. */
function relationsMade({ results }: RunResults, { nodes }: OpenProject['manifest']): readonly RelationName[] {
  return results.flatMap(({ id, status }) => {
    const node = nodes.get(id)
    if (node === undefined || status === 'skipped') return []
    if (node.kind === 'test') return node.config.store_failures === true ? [node.relation] : []
    return node.kind === 'function' ? [node.relation] : (storedRelation(node) ?? [])
  })
}

function isHook(id: string): boolean {
  return id.startsWith('operation.')
}

/** Without nodes there are no hooks either, and nothing is connected. */
function nothingToDo({ report, startedAt, terminal }: Call, open: OpenProject): RunResults {
  const judged = judgeWarnings([nothingSelected()], open.warnings)
  throwErrors(judged)
  report.tell({ kind: 'diagnostics', diagnostics: judged })
  const results: RunResults = { results: [], startedAt, completedAt: terminal.clock(), interrupted: false }
  writeManifest(open)
  writeRunResults(open, results)
  return results
}

function writeArtifacts(
  open: OpenProject,
  manifest: OpenProject['manifest'],
  results: RunResults,
  files: SqlFiles,
  compiler: Compiler,
): void {
  const { target } = open
  const made = new Map<UniqueId, Made>(
    compiler.inlined().map((one) => [one.node.id, madeByCompiling(one, target.path)] as const),
  )
  for (const result of results.results) {
    const node = manifest.nodes.get(result.id)
    if (node === undefined) continue
    const written = files.wasWritten(node.id)
    made.set(node.id, madeByRunning(node, result, target.path, written, compiler.besideCodeOf(node.id)))
  }
  writeManifest(open, made, manifest)
  writeRunResults(open, results)
}
