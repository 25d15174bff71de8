/** The end of a run in dbt's log events: what went wrong once more, and the count of everything. */
import type { Manifest } from '../../resources/manifest.ts'
import type { NodeResult, RunResults } from '../../run/result.ts'
import type { JsonEvent } from './json-event.ts'
import { describeNodeInfo } from './json-node.ts'
import { describeRunResult } from './json-result.ts'

/** Where the compiled SQL of a node lies; null where it has none. */
export type CompiledPath = (id: NodeResult['id']) => string | null

export function describeEnd(
  results: RunResults,
  manifest: Manifest | null,
  compiledPath: CompiledPath,
): readonly JsonEvent[] {
  const all = results.results
  const number = (...statuses: readonly NodeResult['status'][]): number =>
    all.filter((r) => statuses.includes(r.status)).length
  const errors = number('error', 'fail')
  const warnings = number('warn')
  const partial = number('partial success')
  const seconds = secondsOf(results)
  const summary = results.interrupted
    ? 'Exited because of keyboard interrupt'
    : errors + partial > 0
      ? `Completed with ${errors} errors, ${partial} partial successes, and ${warnings} warnings:`
      : warnings > 0
        ? `Completed with ${warnings} warnings:`
        : 'Completed successfully'
  const stats = {
    pass: number('success', 'pass'),
    warn: warnings,
    error: errors + partial,
    skip: number('skipped'),
    noop: number('no-op'),
    reused: 0,
    total: all.length,
  }
  const { execution, line } = { execution: spelled(seconds), line: countThings(all, manifest) }
  return [
    {
      name: 'FinishedRunningStats',
      code: 'E047',
      level: 'info',
      msg: `Finished running ${line}${execution} (${seconds.toFixed(2)}s).`,
      data: { stat_line: line, execution, execution_time: seconds },
    },
    describeEndResult(results),
    {
      name: 'EndOfRunSummary',
      code: 'Z030',
      level: 'info',
      msg: summary,
      data: {
        keyboard_interrupt: results.interrupted,
        num_errors: errors,
        num_partial_success: partial,
        num_warnings: warnings,
      },
    },
    ...all.flatMap((result) => describeTrouble(result, manifest, compiledPath)),
    {
      name: 'StatsLine',
      code: 'Z023',
      level: 'info',
      msg: `Done. PASS=${stats.pass} WARN=${stats.warn} ERROR=${stats.error} SKIP=${stats.skip} NO-OP=${stats.noop} REUSED=0 TOTAL=${stats.total}`,
      data: { stats },
    },
  ]
}

/** All results once more, for programs. */
export function describeEndResult(results: RunResults): JsonEvent {
  return {
    name: 'EndRunResult',
    code: 'Q037',
    level: 'debug',
    msg: 'Command end result',
    data: {
      results: results.results.map(describeRunResult),
      elapsed_time: secondsOf(results),
      generated_at: results.completedAt.toISOString(),
      success: !results.results.some(({ status }) => status === 'error' || status === 'fail' || status === 'skipped'),
    },
  }
}

function secondsOf({ startedAt, completedAt }: RunResults): number {
  return (completedAt.getTime() - startedAt.getTime()) / 1000
}

function spelled(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return ` in ${hours} hours ${minutes} minutes and ${(seconds % 60).toFixed(2)} seconds`
}

/** `6 incremental models, 4 project hooks, 5 seeds` */
function countThings(results: readonly NodeResult[], manifest: Manifest | null): string {
  const counts = new Map<string, number>()
  for (const { id } of results) {
    const thing = thingOf(id, manifest)
    counts.set(thing, (counts.get(thing) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([thing, n]) => `${n} ${thing}${n === 1 ? '' : 's'}`)
    .join(', ')
}

function thingOf(id: NodeResult['id'], manifest: Manifest | null): string {
  const node = manifest?.nodes.get(id)
  if (node === undefined) return (id.split('.')[0] ?? '').replace('_', ' ')
  switch (node.kind) {
    case 'model':
      return `${node.config.materialized.replace('_', ' ')} model`
    case 'operation':
      return 'project hook'
    case 'test':
      return 'data test'
    default:
      return node.kind
  }
}

function describeTrouble(
  result: NodeResult,
  manifest: Manifest | null,
  compiledPath: CompiledPath,
): readonly JsonEvent[] {
  const { status, id } = result
  if (status !== 'error' && status !== 'fail' && status !== 'warn') return []
  const node = manifest?.nodes.get(id) ?? manifest?.unitTests.get(id)
  const node_info = describeNodeInfo(id, { status: 'None' }, manifest)
  const data = {
    resource_type: node?.kind ?? '',
    node_name: node?.name ?? id,
    path: node?.originalPath ?? '',
    node_info,
  }
  const where = `in ${data.resource_type} ${data.node_name} (${data.path})`
  const msg = result.message ?? `Status: ${status}`
  const kept = node_info.node_relation.relation_name ?? ''
  const table: readonly JsonEvent[] =
    node?.kind !== 'test' || kept === '' || status === 'error'
      ? []
      : [
          {
            name: 'CheckNodeTestFailure',
            code: 'Z027',
            level: 'info',
            msg: `See test failures: select * from ${kept}`,
            data: { relation_name: kept, node_info },
          },
        ]
  const path = result.compiledCode === null ? null : compiledPath(id)
  const compiled: readonly JsonEvent[] =
    path === null
      ? []
      : [
          {
            name: 'SQLCompiledPath',
            code: 'Z026',
            level: 'info',
            msg: `compiled code at ${path}`,
            data: { path, node_info },
          },
        ]
  if (status === 'warn')
    return [
      { name: 'RunResultWarning', code: 'Z021', level: 'warn', msg: `Warning ${where}`, data },
      { name: 'RunResultWarningMessage', code: 'Z046', level: 'warn', msg, data: { msg, node_info } },
      ...compiled,
      ...table,
    ]
  // Where in the user's file: dbt does not say.
  const at = result.diagnostics.find((diagnostic) => diagnostic.severity === 'error')?.at
  const place = at === undefined ? {} : { file: at.file, line: at.line, column: at.column }
  return [
    { name: 'RunResultFailure', code: 'Z022', level: 'error', msg: `Failure ${where}`, data },
    { name: 'RunResultError', code: 'Z024', level: 'error', msg, data: { msg, node_info, ...place } },
    ...compiled,
    ...table,
  ]
}
