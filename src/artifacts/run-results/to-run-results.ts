import type { JsonObject } from '../../base/json.ts'
import { describeBatches } from '../../resources/batch.ts'
import type { NodeResult, RunResults, Timing } from '../../run/result.ts'
import { describeOrigin, type Origin } from '../origin.ts'
import { timestamp } from '../timestamp.ts'

export interface RunFacts {
  readonly origin: Origin
  /** How the command was called, under dbt's names (`which`, `select`, `vars` …), secrets already hidden. */
  readonly args: JsonObject
}

/** `run_results.json`, version 6: one entry a node, in the order in which they ended. */
export function toRunResultsJson(results: RunResults, { origin, args }: RunFacts): JsonObject {
  return {
    metadata: describeOrigin('run-results', origin),
    results: results.results.map(describeResult),
    elapsed_time: (results.completedAt.getTime() - results.startedAt.getTime()) / 1000,
    args,
  }
}

function describeResult(result: NodeResult): JsonObject {
  const { overloads } = result
  return {
    status: result.status,
    timing: [...describeTiming('compile', result.compile), ...describeTiming('execute', result.execute)],
    thread_id: result.threadId,
    execution_time: result.executionTime,
    adapter_response: describeResponse(result),
    message: result.message,
    failures: result.failures,
    unique_id: result.id,
    ...describeCode(result),
    batch_results: result.batches === undefined ? null : describeBatches(result.batches),
    overload_results: overloads === undefined ? null : { successful: overloads.successful, failed: overloads.failed },
  }
}

/** Kinds without code have none of it: dbt leaves out even where a seed was put. */
function describeCode({ id, compiledCode, relationName }: NodeResult): JsonObject {
  if (/^(?:seed|exposure|saved_query)\./.test(id)) return { compiled: null, compiled_code: null, relation_name: null }
  return { compiled: compiledCode !== null, compiled_code: compiledCode, relation_name: relationName }
}

/** Empty for a stage that was not reached. */
export function describeTiming(name: string, span: Timing | null): readonly JsonObject[] {
  if (span === null) return []
  return [{ name, started_at: timestamp(span.startedAt), completed_at: timestamp(span.completedAt) }]
}

/** What the server said of a node's main statement, in dbt's keys. */
export function describeResponse({ response }: Pick<NodeResult, 'response'>): JsonObject {
  if (response === null) return {}
  return {
    _message: response.message,
    code: response.code,
    ...(response.rowsAffected === null ? {} : { rows_affected: response.rowsAffected }),
  }
}
