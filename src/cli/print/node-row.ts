/** Nodes and their results as rows. */
import { runnableOf, versionedName } from '../../assay.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Runnable } from '../../resources/unit-test.ts'
import type { BatchEvent } from '../../run/microbatch/batch-event.ts'
import type { NodeResult } from '../../run/result.ts'
import type { Row, Thing } from './row.ts'
import { count, duration, enumerate, grouped, harmless } from './words.ts'

/** The row of a result; hooks have no place. */
export function rowOf(result: NodeResult, place: string, manifest: Manifest): Row {
  const node = runnableOf(manifest, result.id)
  return {
    place,
    status: wasCancelled(result) ? 'cancelled' : result.status,
    ...(node === undefined ? { kind: '', name: result.id } : thingOf(node)),
    detail: detailOf(result, manifest),
    time: result.status === 'skipped' ? '' : duration(result.executionTime),
    ...troubleOf(result),
  }
}

/** What went wrong in one line: the end of the run tells it at length. */
function troubleOf(result: NodeResult): Pick<Row, 'trouble'> {
  if (result.status !== 'error' || wasCancelled(result)) return {}
  // The result's own message is dbt's, whose first line names the node once more.
  const said = result.diagnostics.find(({ severity }) => severity === 'error')?.message ?? result.message ?? ''
  const [first = ''] = harmless(said).split('\n')
  return first === '' ? {} : { trouble: first }
}

/** One row for several of the same status, one after the other: how many they are, and of skipped ones what they need. */
export function foldedRow(rows: readonly Row[]): Row {
  const last = rows.at(-1) as Row // there are several
  const alike = rows.every((row) => row.kind === last.kind)
  const details = [...new Set(rows.map((row) => row.detail))].filter((detail) => detail !== '')
  return {
    place: last.place,
    status: last.status,
    kind: alike ? last.kind : '',
    name: count(rows.length, alike ? last.kind : 'node'),
    detail: last.status === 'skipped' ? joinedNeeds(details) : '',
    time: '',
  }
}

const NEEDS = 'needs '
const MOST_NEEDS = 2

function joinedNeeds(details: readonly string[]): string {
  const names = details.filter((detail) => detail.startsWith(NEEDS)).map((detail) => detail.slice(NEEDS.length))
  if (names.length === 0) return details[0] ?? ''
  const more = names.length - MOST_NEEDS
  return NEEDS + enumerate(more > 0 ? [...names.slice(0, MOST_NEEDS), `${more} more`] : names)
}

/** What a node becomes and how it is called while it is built: its relation; tests and hooks by name. */
export function thingOf(node: Runnable): Thing {
  const built = node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot' || node.kind === 'function'
  return {
    kind: kindOf(node),
    name: harmless(built ? `${node.schema}.${node.alias}` : calledName(node)),
    ...(built ? { brief: harmless(node.alias) } : {}),
  }
}

/** A unit test goes by its model too: tests of different models may be of one name. */
export function calledName(node: Runnable): string {
  return node.kind === 'unit_test' ? `${node.model}::${versionedName(node)}` : node.name
}

const SHORT: Readonly<Record<string, string>> = { materialized_view: 'matview', training_set: 'training set' }

/** What a node becomes: `table`, `view`, `seed`, `test` … */
export function kindOf(node: Runnable): string {
  switch (node.kind) {
    case 'model':
      return SHORT[node.config.materialized] ?? node.config.materialized
    case 'operation':
      return 'hook'
    case 'unit_test':
      return 'unit test'
    default:
      return node.kind
  }
}

function detailOf(result: NodeResult, manifest: Manifest): string {
  switch (result.status) {
    case 'skipped': {
      if (result.compiledCode !== null) return 'not tried'
      const cause = causeOfSkip(result)
      return cause === null ? 'stopped' : NEEDS + harmless(runnableOf(manifest, cause as Runnable['id'])?.name ?? cause)
    }
    case 'fail':
    case 'warn':
      if (result.difference !== undefined) return 'differs'
      return result.failures === null ? '' : count(result.failures, 'result')
    case 'partial success':
      return result.batches === undefined ? '' : ofBatches(result.batches)
    case 'success': {
      if (result.batches !== undefined) return count(result.batches.successful.length, 'batch')
      if (result.response?.code === 'ALREADY BUILT') return 'already built'
      if (result.response?.code === 'NOT BUILT') return 'not built'
      const rows = rowsOf(result)
      return rows === null ? '' : `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`
    }
    case 'error':
      return wasCancelled(result) ? 'cancelled' : ''
    default:
      return ''
  }
}

/** `3 of 4 batches` */
function ofBatches({ successful, failed }: NonNullable<NodeResult['batches']>): string {
  return `${successful.length} of ${count(successful.length + failed.length, 'batch')}`
}

/** One batch of a microbatch model while it is built. */
export function batchThing(id: NodeResult['id'], label: string, manifest: Manifest): Thing {
  const node = runnableOf(manifest, id)
  const name = node === undefined ? id : (thingOf(node).brief ?? node.name)
  return { kind: 'batch', name: `${name} ${label}` }
}

/** The row of a batch that is done; those that went well may be counted. */
export function batchRow(event: Extract<BatchEvent, { kind: 'batch-finished' }>, manifest: Manifest): Row {
  const { id, label, status, executionTime, index, total } = event
  return {
    place: '',
    status,
    ...batchThing(id, label, manifest),
    detail: status === 'skipped' ? '' : `${index} of ${total}`,
    time: status === 'skipped' ? '' : duration(executionTime),
  }
}

/** How many rows a result put into its relation; null where that is no question. */
export function rowsOf({ response, id }: NodeResult): number | null {
  if (response === null || response.rowsAffected === null || !/^(?:model|seed|snapshot)\./.test(id)) return null
  // What `create view` reports are not rows of the view.
  if (/^(?:create|drop|alter|refresh|begin|commit)/i.test(response.code)) return null
  return response.rowsAffected
}

/** The id of the node a skipped one waited for, or null when the run was stopped before it. */
export function causeOfSkip(result: NodeResult): string | null {
  return /^because of (.+)$/.exec(result.message ?? '')?.[1] ?? null
}

/** True for what was under way when the run was told to stop. */
export function wasCancelled({ diagnostics }: NodeResult): boolean {
  return diagnostics[0]?.code === 'cancelled'
}
