import type { Node } from '../resources/node.ts'
import type { NodeResult, RunResults } from '../run/result.ts'

/** A result of a node: built, in 1.234 seconds, unless it is said otherwise. */
export function resultOf(node: Pick<Node, 'id'>, given: Partial<NodeResult> = {}): NodeResult {
  return {
    id: node.id,
    status: 'success',
    message: null,
    failures: null,
    compile: null,
    execute: null,
    executionTime: 1.234,
    threadId: 'Thread-1',
    response: null,
    compiledCode: null,
    relationName: null,
    diagnostics: [],
    ...given,
  }
}

/** A run of these results that took `seconds`. */
export function resultsOf(results: readonly NodeResult[], seconds = 2, interrupted = false): RunResults {
  const startedAt = new Date(Date.UTC(2024, 0, 1))
  return { results, startedAt, completedAt: new Date(startedAt.getTime() + seconds * 1000), interrupted }
}
