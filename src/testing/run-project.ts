import {
  AssayError,
  buildGraph,
  createCompiler,
  madeByRunning,
  parseSelection,
  parseSelectors,
  type RunEvent,
  type RunResults,
  run,
  select,
  toManifestJson,
  toRunResultsJson,
  type Warehouse,
  withStoredFailures,
} from '../assay.ts'
import type { JsonObject } from '../base/json.ts'
import type { BatchOrders } from '../run/microbatch/batch-orders.ts'
import type { NodeResult } from '../run/result.ts'
import { type Files, load, oneLine, withFiles } from './load-project.ts'
import { origin } from './origin.ts'
import { expectSound } from './sound-artifacts.ts'
import type { ProjectFolder } from './with-project.ts'

export type Rows = readonly (readonly (string | null)[])[]

/** A project in a database of its own, run as often as one likes, its files changed in between. */
export interface RunnableProject extends AsyncDisposable {
  readonly folder: ProjectFolder
  /** Reads the project anew and runs it. */
  run(verb: Verb, options?: RunOptions): Promise<Ran>
  /** Rows of the last statement, all cells as PostgreSQL prints them. */
  sql(text: string): Promise<Rows>
}

export type Verb = 'build' | 'run' | 'test' | 'seed' | 'snapshot'

export interface RunOptions {
  readonly select?: readonly string[]
  readonly exclude?: readonly string[]
  readonly vars?: JsonObject
  readonly fullRefresh?: boolean
  readonly empty?: boolean
  readonly failFast?: boolean
  readonly warnError?: boolean
  readonly storeFailures?: boolean
  readonly threads?: number
  /** Which batches microbatch models are built in, and the run's eight digits. */
  readonly batches?: BatchOrders
  readonly id?: string
  readonly signal?: AbortSignal
  /** Told of events while they happen. */
  readonly emit?: (event: RunEvent) => void
}

export interface Ran extends RunResults {
  readonly events: readonly RunEvent[]
  /** What was sent, in order. */
  readonly statements: readonly string[]
  /** What templates logged. */
  readonly log: readonly string[]
  /** `name: status message`, a line for each result, in the order of the run. */
  readonly lines: readonly string[]
  /** `code file:line:column message (hint)` of everything that went wrong or was warned of. */
  readonly problems: readonly string[]
  /** The result of the node with that name (or id). */
  of(name: string): NodeResult
}

const KINDS: Readonly<Record<Verb, readonly string[]>> = {
  build: ['model', 'seed', 'snapshot', 'test', 'unit_test', 'function', 'exposure', 'saved_query'],
  run: ['model'],
  test: ['test', 'unit_test'],
  seed: ['seed'],
  snapshot: ['snapshot'],
}

/** A folder with these files, to be run in `database`: a private one, since runs leave relations behind. */
export async function runnable(
  database: { readonly url?: string; readonly warehouse: Warehouse },
  files: Files,
): Promise<RunnableProject> {
  return runnableIn(database, await withFiles(files))
}

/** The project in this folder, to be run in `database`. */
export function runnableIn(
  database: { readonly url?: string; readonly warehouse: Warehouse },
  folder: ProjectFolder,
): RunnableProject {
  const { warehouse } = database
  const environment = database.url === undefined ? {} : { DATABASE_URL: database.url }
  return {
    folder,
    async run(verb, options = {}) {
      const flags = { FULL_REFRESH: options.fullRefresh ?? false, STORE_FAILURES: options.storeFailures ?? false }
      const loaded = await load(folder, {
        environment,
        flags: { ...flags, WHICH: verb },
        ...(options.vars === undefined ? {} : { vars: options.vars }),
      })
      const manifest = options.storeFailures ? withStoredFailures(loaded.manifest) : loaded.manifest
      const graph = buildGraph(manifest)
      const selectors = parseSelectors(manifest.selectors)
      const spec = parseSelection({ select: options.select ?? [], exclude: options.exclude ?? [] }, selectors)
      const { ids } = select(graph, spec, { kinds: new Set(KINDS[verb]) })
      const compiler = createCompiler(loaded.project, manifest, loaded.invocation, {
        selected: ids,
        empty: options.empty ?? false,
      })
      const events: RunEvent[] = []
      const results = await run({
        manifest,
        graph,
        compiler,
        warehouse,
        ids,
        threads: options.threads ?? 2,
        testsBlock: verb === 'build',
        fullRefresh: options.fullRefresh ?? false,
        empty: options.empty ?? false,
        failFast: options.failFast ?? false,
        warnIsError: options.warnError ?? false,
        emit(event) {
          events.push(event)
          options.emit?.(event)
        },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.batches === undefined ? {} : { batches: options.batches }),
        ...(options.id === undefined ? {} : { run: options.id }),
      })
      const made = new Map(
        results.results.flatMap((result) => {
          const node = manifest.nodes.get(result.id)
          return node === undefined ? [] : [[node.id, madeByRunning(node, result, 'target', false)] as const]
        }),
      )
      const { quoting, arguments: args } = loaded.invocation
      expectSound('run_results.json', toRunResultsJson(results, { origin, args }))
      expectSound('manifest.json', toManifestJson(manifest, { origin, quoting, made }))
      return told(
        results,
        events,
        loaded.log.map((entry) => entry.message),
      )
    },
    async sql(text) {
      await using session = await warehouse.open()
      return (await session.statements(text)).at(-1)?.rows ?? []
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

function told(results: RunResults, events: readonly RunEvent[], log: readonly string[]): Ran {
  return {
    ...results,
    events,
    log,
    statements: events.flatMap((event) => (event.kind === 'statement' ? [event.sql] : [])),
    lines: results.results.map(
      ({ id, status, message }) => `${nameOf(id)}: ${status}${message === null ? '' : ` ${message}`}`,
    ),
    problems: [
      ...results.results.flatMap(({ diagnostics }) => diagnostics),
      ...events.flatMap((event) => (event.kind === 'warning' ? [event.diagnostic] : [])),
    ].map(oneLine),
    of(name) {
      const found = results.results.find(({ id }) => id === name || nameOf(id) === name)
      if (found === undefined) throw new Error(`nothing called ${name} was run: ${results.results.map((r) => r.id)}`)
      return found
    },
  }
}

/** `orders` of `model.shop.orders`, and of a test its name without the hash. */
function nameOf(id: string): string {
  return id.split('.')[id.startsWith('unit_test.') ? 3 : 2] ?? id
}

/** The code and message of what `act` throws. */
export async function problem(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
  } catch (error) {
    if (error instanceof AssayError) return error.diagnostics.map(oneLine).join('\n')
    throw error
  }
  throw new Error('no problem')
}
