/** Data tests that another room carries out: SQL alone cannot tell what they ask. */
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { macroOf } from '../../resources/leakage-test.ts'
import type { DataTest } from '../../resources/node.ts'
import { type RelationName, writeRelation } from '../../resources/relation.ts'
import type { Connected } from '../connected.ts'
import { cancelled } from '../errors.ts'
import type { RunState, TestExecutor } from '../job.ts'
import { besideName } from '../publish/names.ts'
import { publish } from '../publish/publish.ts'
import type { NodeResult } from '../result.ts'
import { type DataTestOptions, judge, readCounted } from './data-test.ts'
import { masked } from './failing-rows.ts'

export interface CarriedOut {
  readonly test: DataTest
  readonly executor: TestExecutor
}

/** Null where SQL tells. */
export function elsewhere(test: DataTest, { testExecutors }: RunState): CarriedOut | null {
  const macro = macroOf(test)
  const executor = macro === null ? undefined : testExecutors.get(macro)
  return executor === undefined ? null : { test, executor }
}

interface Surroundings {
  readonly state: RunState
  readonly options: DataTestOptions
  readonly connected: Connected
  readonly notice: (message: string) => void
  /** Gets what is at fault. */
  readonly diagnostics: Diagnostic[]
}

/** Has the test carried out, and holds what it counted against its thresholds. */
export async function testElsewhere(
  { test, executor }: CarriedOut,
  given: JsonObject,
  { state, options, connected, diagnostics, notice }: Surroundings,
): Promise<Pick<NodeResult, 'status' | 'message' | 'failures' | 'response' | 'failingRows'>> {
  const { signal } = state
  const keepIn =
    test.config.store_failures === true
      ? { ...test.relation, identifier: besideName(test.relation.identifier ?? '', state.run, 'new') }
      : null
  const found = await executor({ test, given, signal, keepIn }).catch(async (error: unknown) => {
    if (keepIn !== null)
      await connected(null, (connection) => connection.transaction(() => connection.execute(dropSql(keepIn)))).catch(
        () => undefined,
      )
    throw signal?.aborted === true ? new AssayError(cancelled(`test '${test.name}'`, error)) : error
  })
  if (typeof found === 'string') return { status: 'skipped', message: found, failures: null, response: null }
  const { warn_if: warnIf, error_if: errorIf } = test.config
  const counted = await connected(test.id, async (connection) => {
    if (keepIn !== null)
      await connection.transaction(() => publish({ state, connection, notice }, test.relation, keepIn, 'table', true))
    const { rows } = await connection.last(
      `select ${found.failures}, ${found.failures} ${warnIf}, ${found.failures} ${errorIf}`,
    )
    return readCounted({ node: test }, rows[0] ?? null, null)
  })
  const judged = { ...judge(test, counted, options.warnIsError), response: null }
  if (judged.status === 'pass' || found.fault === null) return judged
  if (judged.status === 'fail') diagnostics.push({ ...found.fault, severity: 'error' })
  const rows = { columns: found.rows.columns, rows: found.rows.rows.slice(0, options.failingRows) }
  const held = new Map(found.ownColumns.map((name) => [name, 'harmless'] as const))
  const shown = options.failingRows === 0 ? {} : { failingRows: masked(test, rows, options.manifest, held) }
  return { ...judged, message: found.fault.message, ...shown }
}

function dropSql(table: RelationName): string {
  return `drop table if exists ${writeRelation(table)}`
}
