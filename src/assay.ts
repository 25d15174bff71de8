/**
 * The one door of the package, and the one place that knows every room:
 *
 *   readProject → parseProject → buildGraph → select → compileNode / run
 *
 * Each takes what the one before gives. Warehouses are connected here, so that nothing else knows which one it is, and
 * imported only when they are used. Long, because the wiring of every command stands here and nowhere else.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CatalogArtifact } from './artifacts/catalog/read-catalog.ts'
import type { FailingRowsArtifact } from './artifacts/failing-rows/read-failing-rows.ts'
import type { RunResultsArtifact } from './artifacts/run-results/read-run-results.ts'
import type { FreshnessArtifact, SourcesArtifact } from './artifacts/sources/read-sources.ts'
import type { JsonObject } from './base/json.ts'
import { type CompiledNode, Compiler, type Database } from './compile/compiler.ts'
import { NO_DATABASE } from './compile/no-database.ts'
import type { Surroundings } from './context/env-var.ts'
import type { Invocation } from './context/invocation.ts'
import type { Log } from './context/log.ts'
import { varTable } from './context/var.ts'
import type { ServedSite, ServeSite } from './docs/serve-site.ts'
import type { Export } from './features/export/export-version.ts'
import type { Step } from './features/leakage/experiment.ts'
import type { LeakageReport } from './features/leakage/leakage.ts'
import type { VersionEntry } from './features/registry/version-entry.ts'
import type { Mode } from './features/scratch/show-input.ts'
import { readDay } from './features/training/as-of.ts'
import type { Rewound, TrainingOrders } from './features/training/build-set.ts'
import type { Catalog, Evidence, MetricEvidence, MetricValues } from './gate/evidence.ts'
import type { GatePlan, SelectIds } from './gate/plan.ts'
import type { GateVerdict } from './gate/verdict.ts'
import { findCycles } from './graph/cycles.ts'
import { buildGraph, type Graph } from './graph/graph.ts'
import type { Lineage } from './lineage/lineage.ts'
import { parseProject as parse } from './parse/parse.ts'
import type { Project } from './project/project.ts'
import type { ReportFacts } from './reports/checked.ts'
import type { Timeline } from './reports/timing/timeline.ts'
import type { TimeWindow } from './resources/batch.ts'
import type { ConnectionSettings, EmbeddedSettings, PostgresSettings } from './resources/connection.ts'
import type { Deferral } from './resources/deferral.ts'
import type { GateSettings } from './resources/gate-settings.ts'
import type { UniqueId } from './resources/ids.ts'
import type { Manifest } from './resources/manifest.ts'
import type { TemplateNode } from './resources/node.ts'
import type { PreviousState } from './resources/previous-state.ts'
import type { QueryResult } from './resources/query-result.ts'
import { QUOTE_ALL, type Quoting } from './resources/relation.ts'
import type { TargetSchema } from './resources/target-schema.ts'
import type { Runnable } from './resources/unit-test.ts'
import { clone } from './run/clone.ts'
import type { Emit } from './run/events.ts'
import type { Executor, Executors } from './run/job.ts'
import type { BatchOrders } from './run/microbatch/batch-orders.ts'
import type { RunResults } from './run/result.ts'
import { type RunOptions, run as runNodes } from './run/run.ts'
import type { Session, Warehouse } from './warehouse/warehouse.ts'

export { compareFeatureViews } from './artifacts/assay/compare-feature-views.ts'
export { describeFeatureView } from './artifacts/assay/declared-sections.ts'
export { readAssay } from './artifacts/assay/read-assay.ts'
export { toAssayJson } from './artifacts/assay/to-assay.ts'
export { type CatalogRow, readCatalogRows } from './artifacts/catalog/catalog-rows.ts'
export { toCatalogJson } from './artifacts/catalog/to-catalog.ts'
export { toFailingRowsJson } from './artifacts/failing-rows/to-failing-rows.ts'
export { toGraphSummaryJson } from './artifacts/graph-summary.ts'
export { compiledPath, madeByCompiling, madeByRunning, runPath } from './artifacts/manifest/made.ts'
export { toManifestJson } from './artifacts/manifest/to-manifest.ts'
export type { Origin } from './artifacts/origin.ts'
export { lastResults } from './artifacts/run-results/last-results.ts'
export { toRunResultsJson } from './artifacts/run-results/to-run-results.ts'
export { toSemanticManifestJson } from './artifacts/semantic-manifest.ts'
export { toFreshnessJson, toSourcesJson } from './artifacts/sources/to-sources.ts'
export { AssayError, type Diagnostic, diagnosticsOf } from './base/diagnostic.ts'
export { NO_DATABASE } from './compile/no-database.ts'
export { DBT_VERSION } from './context/invocation.ts'
export { ARTIFACT_FILES } from './docs/artifact-files.ts'
export { isLocal } from './docs/local-host.ts'
export type { ServedSite } from './docs/serve-site.ts'
export { describeSet, isTrainingSet } from './features/training/described-set.ts'
export { compareVersions } from './features/versions/compare-versions.ts'
export { chooseVersion, readVersions, trainingSetsOf } from './features/versions/read-versions.ts'
export { catalogColumns } from './gate/catalog-columns.ts'
export { NO_EVIDENCE } from './gate/evidence.ts'
export { exitCodeOf, titleOf } from './gate/verdict.ts'
export { parseSelection } from './graph/parse-selection.ts'
export { parseSelectors } from './graph/parse-selectors.ts'
export { select } from './graph/select.ts'
export { stateOf } from './graph/state-of.ts'
export { withTestEdges } from './graph/test-edges.ts'
export { walkLineage } from './lineage/walk.ts'
export { parseNewPackage } from './packages/add-package.ts'
export { type Installation, type InstallOptions, installPackages } from './packages/install-packages.ts'
export { cleanProject } from './project/clean.ts'
export { INLINE_QUERY, withInlineQuery } from './project/inline-query.ts'
export { createProject } from './project/new-project.ts'
export { readProject } from './project/read-project.ts'
export { readGates } from './project/settings/gates.ts'
export { parseYamlArgument } from './project/yaml-argument.ts'
export { checkedByGates, gateTable } from './reports/of-gates.ts'
export { checkedInRun } from './reports/of-run.ts'
export { behaviorsOf, projectOptions } from './resources/behavior.ts'
export { declaredKind, featureViewOf } from './resources/declared.ts'
export {
  describeExposure,
  describeNode,
  describeSource,
  describeUnitTest,
  type Made,
  storedRelation,
} from './resources/describe.ts'
export { describeResource } from './resources/describe-resource.ts'
export { ageingName, hasFreshness } from './resources/freshness.ts'
export { placeOf } from './resources/node-place.ts'
export { runnableOf, versionedName } from './resources/unit-test.ts'
export { callMacro, execute, findOperation } from './run/call-macro.ts'
export { queryCatalog } from './run/catalog.ts'
export { checkSources } from './run/check-sources.ts'
export { compileNodes } from './run/compile-nodes.ts'
export type { RunEvent } from './run/events.ts'
export type { FreshnessResult } from './run/freshness.ts'
export type { BatchOrders, EarlierBatches } from './run/microbatch/batch-orders.ts'
export { preview } from './run/preview.ts'
export { queryTemplate } from './run/query-template.ts'
export { hasFailures, isFailure, type NodeResult, type RunResults, responseTo } from './run/result.ts'
export { recordMade } from './run/target-schema/record.ts'
export { teardown } from './run/target-schema/teardown.ts'
export { withStoredFailures } from './run/test/stored-failures.ts'
export { tableLines } from './run/test/write-difference.ts'
/** What is to be asked for the gates of a project. Throws what is wrong in those of exposures. */
export async function planGates(
  manifest: Manifest,
  settings: GateSettings,
  select: SelectIds,
  hasFreshness: (id: UniqueId) => boolean,
): Promise<GatePlan> {
  return (await import('./gate/plan.ts')).planGates(manifest, settings, select, hasFreshness)
}

/** A verdict for each gate, by what was found out. */
export async function judgeGates(plan: GatePlan, evidence: Evidence, graph: Graph): Promise<readonly GateVerdict[]> {
  return (await import('./gate/judge-gates.ts')).judgeGates(plan, evidence, graph)
}

/** Metrics out of the text of a file, JSON or CSV by its name. */
export async function metricsOfFile(file: string, text: string): Promise<MetricEvidence> {
  return (await import('./gate/metrics/metric-values.ts')).metricsFromFile(file, text)
}

/** Metrics out of the rows of a relation. */
export async function metricsOfRows(
  { columns, rows }: Pick<QueryResult, 'columns' | 'rows'>,
  by: { readonly metric: string; readonly value: string },
): Promise<MetricValues> {
  const names = columns.map(({ name }) => name)
  return (await import('./gate/metrics/metric-values.ts')).metricsFromRows(names, rows, by)
}

/** A report in one of its formats; loaded when one is asked for. */
export async function writeReport(format: ReportFormat, facts: ReportFacts): Promise<string> {
  switch (format) {
    case 'junit':
      return (await import('./reports/to-junit.ts')).toJunit(facts)
    case 'sarif':
      return json((await import('./reports/to-sarif.ts')).toSarif(facts))
    case 'json':
      return json((await import('./reports/to-json.ts')).toReportJson(facts))
    case 'annotations':
      return (await import('./reports/to-github.ts')).toGithubAnnotations(facts)
    case 'summary':
      return (await import('./reports/to-github.ts')).toGithubSummary(facts)
  }
}

/** `annotations` and `summary` are GitHub's. */
export type ReportFormat = 'junit' | 'sarif' | 'json' | 'annotations' | 'summary'

function json(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

export type {
  Catalog,
  CompiledNode,
  Compiler,
  GatePlan,
  GateVerdict,
  Graph,
  Invocation,
  LeakageReport,
  Lineage,
  Manifest,
  Project,
  SelectIds,
  Timeline,
  Warehouse,
}

export interface WarehouseOptions {
  /** Where `PGPASSWORD`, `PGPASSFILE` and `HOME` are looked up. */
  readonly environment?: Surroundings
  /** A folder of the user's that may keep an empty embedded database, for a quicker start of the next one. */
  readonly cacheFolder?: string | null
}

/** Opens a pool of connections to a PostgreSQL server; nothing is sent before the first use. */
export async function connectPostgres(
  settings: PostgresSettings,
  { environment = {} }: WarehouseOptions = {},
): Promise<Warehouse> {
  const { connectPostgres: connect } = await import('./warehouse/postgres/connect.ts')
  return connect(settings, { env: environment })
}

/** Opens PostgreSQL inside this process (PGlite), its data in `settings.folder`, or in memory. */
export async function openEmbedded(
  settings: EmbeddedSettings,
  { cacheFolder = null }: WarehouseOptions = {},
): Promise<Warehouse> {
  const { openEmbedded: open } = await import('./warehouse/embedded/open.ts')
  return open(settings, { cacheFolder })
}

/** The warehouse a project's connection names. */
export async function openWarehouse(settings: ConnectionSettings, options: WarehouseOptions = {}): Promise<Warehouse> {
  return settings.kind === 'postgres' ? connectPostgres(settings, options) : openEmbedded(settings, options)
}

/** An artifact as it was found: messages name its path. */
export interface ArtifactFile {
  readonly path: string
  readonly text: string
}

export interface SiteSettings {
  /** The folder with the artifacts; what messages call it. */
  readonly folder: string
  readonly label: string
  /** Where the site goes, if not there. */
  readonly into?: string
  /** Also the whole site in one file. */
  readonly single?: boolean
}

/** Makes the docs site of the artifacts in a folder, ours or dbt's. Throws an AssayError where they cannot be read. */
export async function makeSite({ folder, label, into = folder, single = false }: SiteSettings): Promise<void> {
  const { readSiteArtifacts } = await import('./docs/read-site-artifacts.ts')
  const { siteProgram } = await import('./docs/site-program.ts')
  const { writeSite } = await import('./docs/write-site.ts')
  writeSite({ folder: into, artifacts: readSiteArtifacts(folder, label), program: siteProgram(), single })
}

/** Serves a site to the browsers of this machine. */
export async function serveSite(settings: ServeSite): Promise<ServedSite> {
  return (await import('./docs/serve-site.ts')).serveSite(settings)
}

/** The artifacts that an earlier run left; null where there is no such file. */
export interface ArtifactFiles {
  readonly manifest: ArtifactFile | null
  readonly runResults: ArtifactFile | null
  readonly sources: ArtifactFile | null
  /** The project's own `sources.json`, which is newer. */
  readonly currentSources: ArtifactFile | null
}

/** `run_results.json`, checked. Throws what is wrong in it. */
export async function readLastRun({ text, path }: ArtifactFile): Promise<RunResultsArtifact> {
  const { readRunResults } = await import('./artifacts/artifacts.ts')
  return readRunResults(text, { file: path })
}

/** A manifest with compiled SQL and a catalog, as files or as they are going to be written. */
export interface ColumnArtifacts {
  readonly manifest: ArtifactFile | JsonObject
  readonly catalog: ArtifactFile | JsonObject | null
}

/** What the columns of all relations are made of, from artifacts alone. Throws what is wrong in a file. */
export async function traceColumns(
  { manifest, catalog }: ColumnArtifacts,
  searchPath: string | null,
): Promise<Lineage> {
  const { lineageInput, readCatalog, readManifest } = await import('./artifacts/artifacts.ts')
  const { traceLineage } = await import('./lineage/lineage.ts')
  const input = lineageInput(
    readWith(readManifest, manifest),
    catalog === null ? null : readWith(readCatalog, catalog),
    namesOfPath(searchPath),
  )
  return traceLineage(input.resources, input.catalog)
}

/** When what was run, from `run_results.json` and, for who waited for whom, its manifest. Throws what is wrong in a file. */
export async function readTimeline(results: ArtifactFile, manifest: ArtifactFile | null): Promise<Timeline> {
  const { readManifest, readRunResults } = await import('./artifacts/artifacts.ts')
  const { timelineOf } = await import('./reports/timing/timeline.ts')
  return timelineOf(readWith(readRunResults, results), manifest === null ? null : readWith(readManifest, manifest))
}

/** A timeline as a page of HTML that needs nothing else. */
export async function drawTimeline(timeline: Timeline, title: string): Promise<string> {
  const { toTimingHtml } = await import('./reports/timing/to-timing-html.ts')
  return toTimingHtml(timeline, title)
}

/** Whether a written manifest has the SQL of a project as it is now. Throws what is wrong in the file. */
export async function isManifestCurrent({ text, path }: ArtifactFile, manifest: Manifest): Promise<boolean> {
  const { isCurrent, readManifest } = await import('./artifacts/artifacts.ts')
  return isCurrent(readManifest(text, { file: path }), manifest)
}

function readWith<T>(
  read: (input: unknown, options?: { readonly file: string }) => T,
  given: ArtifactFile | JsonObject,
): T {
  return isArtifactFile(given) ? read(given.text, { file: given.path }) : read(given)
}

function isArtifactFile(given: ArtifactFile | JsonObject): given is ArtifactFile {
  return typeof given.text === 'string' && typeof given.path === 'string'
}

/** The schemas of a `search_path`, as a profile has it; PostgreSQL's own default without one. */
function namesOfPath(searchPath: string | null): readonly string[] {
  const names = (searchPath ?? 'public').split(',').map((name) => name.trim())
  return names.map((name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()))
}

/** `catalog.json`, `sources.json`, `freshness.json` or `failing_rows.json` of an earlier command, checked. Throws what is wrong in it. */
export async function readRecorded<K extends keyof RecordedArtifacts>(
  kind: K,
  { text, path }: ArtifactFile,
): Promise<RecordedArtifacts[K]> {
  const { readCatalog, readFailingRows, readFreshness, readSources } = await import('./artifacts/artifacts.ts')
  const readers = {
    catalog: readCatalog,
    sources: readSources,
    freshness: readFreshness,
    failingRows: readFailingRows,
  } as const
  return readers[kind](text, { file: path }) as RecordedArtifacts[K] // the reader of that kind
}

export interface RecordedArtifacts {
  readonly catalog: CatalogArtifact
  readonly sources: SourcesArtifact
  readonly freshness: FreshnessArtifact
  readonly failingRows: FailingRowsArtifact
}

/** A catalog that was just made, as if it had been read. */
export async function readCatalog(json: JsonObject): Promise<CatalogArtifact> {
  return (await import('./artifacts/artifacts.ts')).readCatalog(json)
}

/** What `state:`, `result:` and `source_status:` compare with. Throws what is wrong in a file. */
export async function readPreviousState(files: ArtifactFiles, now: Date): Promise<PreviousState> {
  const { previousState, readManifest, readRunResults, readSources } = await import('./artifacts/artifacts.ts')
  const read = <K extends string, T>(
    key: K,
    file: ArtifactFile | null,
    reader: (text: string, options: { readonly file: string }) => T,
  ): { readonly [key in K]?: T } =>
    file === null ? {} : ({ [key]: reader(file.text, { file: file.path }) } as { readonly [key in K]: T }) // that key alone
  return previousState(
    {
      ...read('manifest', files.manifest, readManifest),
      ...read('runResults', files.runResults, readRunResults),
      ...read('sources', files.sources, readSources),
      ...read('currentSources', files.currentSources, readSources),
    },
    now,
  )
}

/** Where refs lead with `--defer`, from another target's `manifest.json`. Throws what is wrong in it. */
export async function readDeferral({ text, path }: ArtifactFile, favorState: boolean): Promise<Deferral> {
  const { deferredRelations, readManifest } = await import('./artifacts/artifacts.ts')
  return { relations: deferredRelations(readManifest(text, { file: path })), favorState }
}

/** Understands a project. Throws an AssayError with everything that is wrong in it, cycles included. */
export async function parseProject(project: Project, invocation: Invocation): Promise<Manifest> {
  return parse(project, invocation, (manifest) => findCycles(buildGraph(manifest)))
}

export { buildGraph, findCycles }

export interface InvocationOptions {
  /** A UUID; a new one if not given. */
  readonly id?: string
  readonly environment: Surroundings
  /** What templates see as `flags` and `invocation_args_dict`, in dbt's names. */
  readonly flags?: JsonObject
  readonly arguments?: JsonObject
  readonly log?: Log
  readonly startedAt?: Date
}

/** What is the same for all templates of one command. */
export function createInvocation(project: Project, options: InvocationOptions): Invocation {
  return {
    id: options.id ?? randomUUID(),
    startedAt: options.startedAt ?? new Date(),
    clock: () => new Date(),
    environment: options.environment,
    flags: options.flags ?? {},
    projectFlags: project.settings.flags,
    arguments: options.arguments ?? {},
    projectName: project.settings.name,
    project: {
      version: project.settings.version,
      vars: project.settings.vars,
      commandVars: project.commandVars,
      packages: new Map(project.packages.map((found) => [found.name, found.settings.version])),
    },
    target: project.target,
    quoting: quotingOf(project.settings.quoting),
    log: options.log ?? (() => undefined),
  }
}

export interface CompilerSettings {
  readonly selected?: readonly UniqueId[]
  readonly empty?: boolean
  readonly deferral?: Deferral | null
  readonly sample?: TimeWindow | null
  readonly write?: (node: Runnable, payload: string) => void
}

/** Makes SQL of a manifest's nodes; shared by all nodes of a run. */
export function createCompiler(
  project: Project,
  manifest: Manifest,
  invocation: Invocation,
  settings: CompilerSettings = {},
): Compiler {
  return new Compiler({
    manifest,
    invocation,
    vars: varTable(
      project.commandVars,
      project.settings.name,
      new Map(project.packages.map((p) => [p.name, p.settings.vars])),
    ),
    dispatch: project.settings.dispatch,
    queryComment: project.settings.queryComment,
    empty: settings.empty ?? false,
    deferral: settings.deferral ?? null,
    sample: settings.sample ?? null,
    selected: settings.selected ?? [],
    write: settings.write ?? (() => undefined),
  })
}

/** SQL for one node, on a connection for what its templates ask (`run_query`), or without one. */
export async function compileNode(
  compiler: Compiler,
  node: TemplateNode,
  connection: Database = NO_DATABASE,
): Promise<CompiledNode> {
  return compiler.compile(node, { connection, threadId: 'Thread-1' })
}

export interface RunSettings {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly compiler: Compiler
  readonly warehouse: Warehouse
  readonly ids: readonly UniqueId[]
  readonly threads: number
  readonly testsBlock?: boolean
  readonly hooks?: boolean
  readonly fullRefresh?: boolean
  readonly empty?: boolean
  /** Eight hexadecimal digits, unique to the run; new ones if not given. */
  readonly run?: string
  /** Which batches microbatch models are built in; all up to now if nothing is said. */
  readonly batches?: BatchOrders
  /** The day training sets are built as of (`2026-05-01`); else what they declare, else today. */
  readonly asOf?: string | null
  readonly failFast?: boolean
  readonly warnIsError?: boolean
  /** How many failing rows to keep of each data test; none if nothing is said. */
  readonly failingRows?: number
  readonly emit?: Emit
  /** For whom schemas that are missing are made, where that is one branch alone. */
  readonly targetSchema?: TargetSchema
  readonly signal?: AbortSignal
}

/** Builds and tests what was selected; events tell what happens. Failures of nodes are results, not exceptions. */
export async function run(settings: RunSettings): Promise<RunResults> {
  return runNodes(withDefaults(settings))
}

/** Makes views of what another target has, as `clone` does; nothing else is run. */
export async function cloneNodes(settings: RunSettings & { readonly deferral: Deferral }): Promise<RunResults> {
  return clone({ ...withDefaults(settings), deferral: settings.deferral })
}

export interface LeakageSettings {
  readonly project: Project
  readonly manifest: Manifest
  readonly graph: Graph
  readonly invocation: Invocation
  readonly warehouse: Warehouse
  /** The models to judge; those without clocks among them are passed over. */
  readonly ids: readonly UniqueId[]
  /** How many moments to cut at, for each model; or which, as people write times. */
  readonly cuts: number
  readonly at: readonly string[]
  readonly modes: readonly Mode[]
  readonly threads: number
  readonly progress?: (step: Step) => void
  readonly signal?: AbortSignal
}

/** Rebuilds models without their future, in schemas of its own, and compares what they say of the past. */
export async function leakage(settings: LeakageSettings): Promise<LeakageReport> {
  const { findLeakage } = await import('./features/leakage/experiment.ts')
  const { progress = () => undefined } = settings
  const rebuild = (manifest: Manifest, ids: readonly UniqueId[]): Promise<RunResults> =>
    run(rebuilding(settings, manifest, ids))
  return findLeakage({ ...settings, progress, rebuild, run: randomBytes(4).toString('hex') })
}

/** How models are built again elsewhere: whole, and without hooks, which would reach out of there. */
function rebuilding(
  {
    project,
    invocation,
    warehouse,
    threads,
    signal,
  }: Pick<LeakageSettings, 'project' | 'invocation' | 'warehouse' | 'threads' | 'signal'>,
  manifest: Manifest,
  ids: readonly UniqueId[],
): RunSettings {
  return {
    manifest,
    graph: buildGraph(manifest),
    compiler: createCompiler(project, manifest, invocation, { selected: ids }),
    warehouse,
    ids,
    threads,
    hooks: false,
    fullRefresh: true,
    ...(signal === undefined ? {} : { signal }),
  }
}

export interface RewindSettings
  extends Pick<LeakageSettings, 'project' | 'graph' | 'invocation' | 'warehouse' | 'ids'> {
  readonly asOfKnowledge: string
  readonly asOf?: string | null
  readonly threads: number
  readonly emit?: Emit
  readonly signal?: AbortSignal
}

/** Builds training sets as they would have been built when less was known, from models rebuilt in a scratch schema. */
export async function rebuildTrainingSets(settings: RewindSettings): Promise<RunResults> {
  const { rewind } = await import('./features/rewind/rewind.ts')
  const { asOf = null, emit } = settings
  return rewind({
    ...settings,
    run: randomBytes(4).toString('hex'),
    rebuild: (manifest, ids, rewound) =>
      runNodes(
        withDefaults(
          { ...rebuilding(settings, manifest, ids), asOf, ...(emit === undefined ? {} : { emit }) },
          rewound,
        ),
      ),
  })
}

/** Writes the rows of a version of a training set, or of one split of it, piece by piece; their number. */
export async function exportTrainingSet(session: Session, entry: VersionEntry, how: Export): Promise<number> {
  const { exportVersion } = await import('./features/export/export-version.ts')
  return exportVersion(session, entry, how)
}

/** Builds training sets; what does it is loaded when there is one. */
function trainingSets({ graph, compiler, warehouse, asOf = null }: RunSettings, rewound: Rewound | null): Executors {
  const { invocation } = compiler
  const orders: TrainingOrders = {
    graph,
    vars: [invocation.project?.vars, invocation.project?.commandVars],
    asOf: asOf === null ? null : readDay(asOf, '--as-of'),
    today: rewound === null ? invocation.startedAt : new Date(rewound.asOfKnowledge),
    invocationId: invocation.id,
    rewound,
    isPartial: compiler.readsInPart,
    isPooled: () => warehouse.pooled === true,
  }
  const build: Executor = async (job) =>
    (await import('./features/training/build-set.ts')).trainingSetExecutor(orders)(job)
  return new Map([['training_set', build]])
}

function withDefaults(settings: RunSettings, rewound: Rewound | null = null): RunOptions {
  const { signal, run: id, asOf: _asOf, ...rest } = settings
  return {
    executors: trainingSets(settings, rewound),
    testsBlock: false,
    hooks: true,
    fullRefresh: false,
    empty: false,
    failFast: false,
    warnIsError: false,
    failingRows: 0,
    emit: () => undefined,
    ...rest,
    ...(signal === undefined ? {} : { signal }),
    run: id ?? randomBytes(4).toString('hex'),
    lockTimeout: 2000,
    patience: {
      // About eight minutes: a report that reads a table is outwaited, a forgotten session is not.
      attempts: 150,
      firstPause: 100,
      longestPause: 2000,
      sleep: (milliseconds, by) => sleep(milliseconds, undefined, by === undefined ? {} : { signal: by }),
    },
    jitter: Math.random,
    now: () => performance.now(),
    clock: () => new Date(),
  }
}

function quotingOf(own: JsonObject): Quoting {
  const part = (key: keyof Quoting): boolean => (typeof own[key] === 'boolean' ? own[key] : QUOTE_ALL[key])
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') }
}
