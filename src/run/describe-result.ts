import type { JsonObject } from '../base/json.ts'
import { describeBatches } from '../resources/batch.ts'
import { describeExposure, describeNode, describeSource, describeUnitTest } from '../resources/describe.ts'
import { describeSemantic } from '../resources/describe-semantic.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Source } from '../resources/source.ts'
import { runnableOf } from '../resources/unit-test.ts'
import type { FreshnessResult } from './freshness.ts'
import type { NodeResult, Timing } from './result.ts'

/** A result in dbt's words: an entry of `results` in `on-run-end`, with its node. */
export function describeResult(result: NodeResult, manifest: Manifest): JsonObject {
  const node = runnableOf(manifest, result.id)
  return {
    status: statusText(result),
    timing: [timing('compile', result.compile), timing('execute', result.execute)].flatMap((t) => t ?? []),
    thread_id: result.threadId,
    execution_time: result.executionTime,
    message: result.message,
    failures: result.failures,
    adapter_response: describeResponse(result),
    unique_id: result.id,
    node:
      node === undefined
        ? describeIdle(result.id, manifest)
        : {
            ...(node.kind === 'unit_test' ? describeUnitTest(node) : describeNode(node)),
            compiled_code: result.compiledCode,
            compiled: result.compiledCode !== null,
          },
    compiled: result.compiledCode !== null,
    compiled_code: result.compiledCode,
    relation_name: result.relationName,
    batch_results: result.batches === undefined ? null : describeBatches(result.batches),
  }
}

function describeIdle(id: UniqueId, { exposures, savedQueries }: Manifest): JsonObject | null {
  const [exposure, query] = [exposures.get(id), savedQueries.get(id)]
  if (exposure !== undefined) return describeExposure(exposure)
  return query === undefined ? null : describeSemantic(query)
}

/** The same of a source whose freshness was checked. */
export function describeSourceResult(result: FreshnessResult, source: Source): JsonObject {
  const { startedAt, completedAt } = result
  return {
    node: describeSource(source),
    status: result.status,
    thread_id: result.threadId,
    execution_time: result.executionTime,
    timing: [timing('execute', { startedAt, completedAt })],
    message: result.diagnostics[0]?.message ?? null,
    adapter_response: {},
    failures: null,
    max_loaded_at: result.maxLoadedAt,
    snapshotted_at: result.snapshottedAt,
    age: result.age,
  }
}

export function describeResponse({ response }: NodeResult): JsonObject {
  if (response === null) return {}
  return {
    _message: response.message,
    code: response.code,
    ...(response.rowsAffected === null ? {} : { rows_affected: response.rowsAffected }),
  }
}

/** dbt says "runtime error" of a data test that could not run, and "error" of everything else. */
export function statusText({ status }: NodeResult): string {
  return status
}

function timing(name: string, span: Timing | null): JsonObject | null {
  return span === null
    ? null
    : { name, started_at: span.startedAt.toISOString(), completed_at: span.completedAt.toISOString() }
}
