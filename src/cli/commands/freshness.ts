import { resolve } from 'node:path'
import {
  ageingName,
  checkSources,
  createCompiler,
  hasFreshness,
  type Manifest,
  openWarehouse,
  toFreshnessJson,
  toSourcesJson,
} from '../../assay.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Ageing } from '../../resources/freshness.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { FreshnessResult } from '../../run/freshness.ts'
import { type Call, EXIT } from '../command.ts'
import { sourceNotAsked } from '../errors.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { printFreshness } from '../print/freshness-row.ts'
import { selectNodes } from '../select-nodes.ts'
import { isError } from '../warn-error.ts'
import { writeManifest } from '../write-artifacts.ts'

/** Models are ours: dbt's command asks sources alone. */
const KINDS: Readonly<Record<string, readonly string[]>> = { freshness: ['source', 'model'] }

/** Asks sources and models how old their data is; fails where that is too old or cannot be found out. */
export async function freshness(call: Call): Promise<number> {
  const { terminal } = call
  const open = await openProject(call)
  const ids = await selectNodes(call, open, new Set(KINDS[call.command.name] ?? ['source']))
  const { results, hookFailed } = await askFreshness(call, open, ids)
  if (terminal.signal.aborted) return EXIT.interrupted
  const stale = results.some(({ status }) => status === 'error' || status === 'runtime error')
  const late = results.some(({ status }) => status === 'warn')
  return hookFailed || stale || (late && isError('source-stale', open.warnings)) ? EXIT.failures : EXIT.fine
}

/** Asks those of these that have thresholds, prints what they say, writes `sources.json` and `freshness.json`. */
export async function askFreshness(
  call: Call,
  open: OpenProject,
  ids: readonly UniqueId[],
): ReturnType<typeof checkSources> {
  const { terminal, report } = call
  const { project, manifest, invocation, flags, target } = open
  const sources = ids.flatMap((id) => ageingOf(id, manifest)).filter(hasFreshness)
  const names = new Map<string, string>(sources.map((source) => [source.id, ageingName(source)]))
  report.tell({ kind: 'freshness-started', names })
  report.tell({ kind: 'beside', event: { kind: 'run-started', ids, threads: project.target.threads } })
  const begun = terminal.now()
  let index = 0
  let begunSources = 0
  const checked = await check()
  const { results } = checked
  report.pause()
  writeManifest(open)
  if (flags.write_json) {
    const path = flags.output_path === null ? `${target.path}/sources.json` : resolve(terminal.cwd, flags.output_path)
    const elapsedTime = (terminal.now() - begun) / 1000
    const facts = { origin: open.origin(), elapsedTime }
    target.writeJson(
      path,
      toSourcesJson(
        results.filter(({ id }) => manifest.sources.has(id)),
        facts,
      ),
    )
    target.writeArtifact('freshness.json', toFreshnessJson(results, facts))
  }
  if (terminal.signal.aborted) return checked
  const byId = new Map<string, Ageing>(sources.map((source) => [source.id, source]))
  report.tell({ kind: 'diagnostics', diagnostics: results.flatMap((result) => troubles(result, byId.get(result.id))) })
  report.tell({ kind: 'remark', text: printFreshness(results, byId) })
  report.tell({ kind: 'freshness-finished' })
  return checked

  async function check(): ReturnType<typeof checkSources> {
    if (sources.length === 0) return { results: [], hookFailed: false }
    await using warehouse = await openWarehouse(project.connection, {
      environment: terminal.environment,
      cacheFolder: cacheFolder(terminal),
    })
    return await checkSources({
      manifest,
      sources,
      compiler: createCompiler(project, manifest, invocation, { selected: ids }),
      warehouse,
      threads: project.target.threads,
      now: terminal.now,
      clock: terminal.clock,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
      started: ({ id }, threadId) =>
        report.tell({ kind: 'source-started', id, index: ++begunSources, total: sources.length, threadId }),
      finished: (result) => report.tell({ kind: 'source-checked', result, index: ++index, total: sources.length }),
    })
  }
}

function ageingOf(id: UniqueId, { nodes, sources }: Manifest): readonly Ageing[] {
  const found = sources.get(id) ?? nodes.get(id)
  return found?.kind === 'source' || found?.kind === 'model' ? [found] : []
}

/** Why a source could not be asked: the server's words, without the way through our own macros that led to them. */
function troubles({ diagnostics }: FreshnessResult, source: Ageing | undefined): readonly Diagnostic[] {
  if (source === undefined) return []
  const name = `${source.kind} '${ageingName(source)}'`
  return diagnostics.map((diagnostic) =>
    diagnostic.cause instanceof Error && diagnostic.cause.name === 'WarehouseError'
      ? sourceNotAsked(name, source.originalPath, diagnostic.cause)
      : { ...diagnostic, message: `${name}: ${diagnostic.message}` },
  )
}
