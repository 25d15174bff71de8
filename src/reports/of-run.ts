import type { Manifest } from '../resources/manifest.ts'
import { placeOf } from '../resources/node-place.ts'
import { type Runnable, runnableOf } from '../resources/unit-test.ts'
import type { NodeResult, NodeStatus, RunResults } from '../run/result.ts'
import type { Checked, CheckedStatus } from './checked.ts'

/** What a run built and tested; exposures, for which nothing is done, are left out, and hooks that went well. */
export function checkedInRun({ results }: Pick<RunResults, 'results'>, manifest: Manifest): readonly Checked[] {
  return results.flatMap((result) => {
    const node = runnableOf(manifest, result.id)
    if (node === undefined || (node.kind === 'operation' && result.status === 'success')) return []
    return [checkedNode(result, node)]
  })
}

function checkedNode(result: NodeResult, node: Runnable): Checked {
  const [first] = result.diagnostics.filter(({ severity }) => severity === 'error')
  return {
    id: result.id,
    suite: suiteOf(node),
    name: node.name,
    rule: ruleOf(node),
    status: STATUS[result.status],
    message: (result.status === 'success' ? '' : (first?.message ?? result.message ?? '')).trim().replaceAll('\r', ''),
    seconds: result.executionTime,
    at: first?.at ?? placeOf(node),
    rows: result.failingRows ?? null,
  }
}

const STATUS: Readonly<Record<NodeStatus, CheckedStatus>> = {
  success: 'pass',
  pass: 'pass',
  'no-op': 'pass',
  warn: 'warn',
  fail: 'fail',
  error: 'error',
  'partial success': 'error',
  skipped: 'skipped',
}

const SUITES: Readonly<Record<Runnable['kind'], string>> = {
  test: 'data tests',
  unit_test: 'unit tests',
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  function: 'functions',
  operation: 'hooks',
  analysis: 'analyses',
}

function suiteOf({ kind }: Runnable): string {
  return SUITES[kind]
}

/** Of generic tests their name, as it is written: `dbt_utils.equality`. */
export function ruleOf(node: Runnable): string {
  if (node.kind === 'unit_test') return 'unit-test'
  if (node.kind !== 'test') return node.kind
  const { generic } = node
  if (generic === null) return 'data-test/singular'
  return `data-test/${generic.namespace === null ? '' : `${generic.namespace}.`}${generic.name}`
}
