import { type Diagnostic, diagnosticsOf } from '../../base/diagnostic.ts'
import type { CompiledUnitTest } from '../../compile/compiler.ts'
import type { NodeScope } from '../../compile/node-scope.ts'
import type { Seed } from '../../resources/node.ts'
import type { UnitTest } from '../../resources/unit-test.ts'
import type { Connected } from '../connected.ts'
import type { Connection } from '../connection.ts'
import { badUnitTestResult } from '../errors.ts'
import { databaseErrorOf, explainFailure } from '../explain-failure.ts'
import { failureMessage, failurePlace } from '../failure-message.ts'
import type { RunState } from '../job.ts'
import { nodeDatabase } from '../node-database.ts'
import type { NodeResult, Timing } from '../result.ts'
import type { RunOptions } from '../run.ts'
import { timed } from '../run-node.ts'
import { inferType } from '../seed/infer-type.ts'
import { readCsv } from '../seed/read-csv.ts'
import type { Cells } from './align-rows.ts'
import { tableDifference } from './table-difference.ts'
import { writeDifference } from './write-difference.ts'

type Outcome = Pick<NodeResult, 'status' | 'message' | 'failures' | 'response' | 'compiledAt' | 'difference'>

/**
 * Runs a model's SQL over made-up rows and compares what it gives, in whatever order, with what is expected. Everything
 * happens in one transaction that is rolled back. Never throws: what goes wrong is the test's result.
 */
export async function runUnitTest(
  test: UnitTest,
  threadId: string,
  state: RunState,
  options: RunOptions,
  connected: Connected,
): Promise<NodeResult> {
  const begun = options.now()
  const diagnostics: Diagnostic[] = []
  let compiled: CompiledUnitTest | null = null
  let connection: Connection | null = null
  let compile: Timing | null = null
  let execute: Timing | null = null
  let outcome: Outcome
  try {
    outcome = await connected(test.id, async (line) => {
      connection = line
      const bench = { connection: nodeDatabase(line, state.known, options.warehouse.database), threadId }
      line.begin()
      try {
        const made = await timed(
          options.clock,
          (timing) => (compile = timing),
          () => state.compiler.compileUnitTest(test, bench, seedColumns),
        )
        compiled = made
        return await timed(
          options.clock,
          (timing) => (execute = timing),
          () => compare(test, state, state.compiler.unitTestScope(made, bench)),
        )
      } finally {
        await line.rollback()
      }
    })
  } catch (error) {
    // TypeScript does not see that the closure above has set them.
    const attempt = { node: test, compiled: compiled as CompiledUnitTest | null, connection }
    diagnostics.push(
      ...explainFailure(error, test, attempt.compiled, connection).map((one) => inTest(one, error, test, attempt)),
    )
    outcome = {
      status: 'error',
      message: failureMessage(error, attempt),
      failures: null,
      response: null,
      ...failurePlace(error, attempt),
    }
  }
  const made = compiled as CompiledUnitTest | null
  return {
    id: test.id,
    ...outcome,
    compile,
    execute,
    executionTime: (options.now() - begun) / 1000,
    threadId,
    compiledCode: made?.code.text ?? null,
    relationName: null,
    diagnostics,
  }
}

/** What is wrong outside the model's own SQL is wrong with what the test expects. */
function inTest(
  diagnostic: Diagnostic,
  error: unknown,
  { expect }: UnitTest,
  { compiled, connection }: { readonly compiled: CompiledUnitTest | null; readonly connection: Connection | null },
): Diagnostic {
  if (compiled === null) return diagnostic
  const database = databaseErrorOf(error)
  const sent = database === undefined ? '' : (connection?.messageOf(database) ?? '')
  const code = compiled.code.text.trim()
  const isAfter = database !== undefined && (database.position ?? 0) > sent.indexOf(code) + code.length
  const [{ at, frames = [] }] = diagnosticsOf(error)
  const isOurs = [at, ...frames.map((frame) => frame.at)].every(
    (place) => place?.file.startsWith('<built-in>/') ?? true,
  )
  return isAfter || (database === undefined && isOurs) ? { ...diagnostic, at: expect.at, frames: [] } : diagnostic
}

const SIDE = 'actual_or_expected'

async function compare(test: UnitTest, state: RunState, scope: NodeScope): Promise<Outcome> {
  const materialization = state.compiler.library.materialization('unit')
  if (materialization === undefined) throw new Error('the materialization unit comes with Assay')
  await scope.materialize(materialization)
  const table = scope.mainTable()
  const side = table?.names.findIndex((name) => name.toLowerCase() === SIDE) ?? -1
  if (table === null || side === -1) throw badUnitTestResult(test.name)
  const numeric = table.numeric.toSpliced(side, 1)
  const rowsOf = (which: string): readonly Cells[] =>
    table.rows
      .filter((row) => row[side] === which)
      .map((row) => row.toSpliced(side, 1))
      .sort((a, b) => compareRows(a, b, numeric))
  const names = table.names.map((name) => name.toLowerCase()).toSpliced(side, 1)
  const difference = tableDifference(names, rowsOf('actual'), rowsOf('expected'))
  const { response } = scope
  const reported =
    response === null ? null : { message: response.message, code: response.code, rowsAffected: response.rowsAffected }
  if (difference === null) return { status: 'pass', message: null, failures: 0, response: reported }
  return { status: 'fail', message: writeDifference(difference), failures: 1, response: reported, difference }
}

/** By their cells from the left, numbers by value, nulls last. */
function compareRows(a: Cells, b: Cells, numeric: readonly boolean[]): number {
  for (const [column, one] of a.entries()) {
    const other = b[column] ?? null
    if (one === other) continue
    if (one === null || other === null) return one === null ? 1 : -1
    if (!numeric[column]) return one < other ? -1 : 1
    const order = Number(one) - Number(other)
    if (order !== 0) return order
  }
  return 0
}

/** The columns a seed would have, for tests that run before it is built. */
async function seedColumns({ file, originalPath, config }: Seed) {
  const csv = await readCsv(file, originalPath, config.delimiter, () => undefined)
  return csv.columns.map((name, index) => {
    const given = config.column_types[name]
    return { name, type: given ?? inferType(csv.rows.map((row) => row[index] ?? null)).type }
  })
}
