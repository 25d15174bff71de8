import type { ManifestArtifact, ManifestNode } from '../../artifacts/manifest/read-manifest.ts'
import type { Json } from '../../base/json.ts'
import type { TestFact } from '../site-data.ts'
import type { NodeOutcome } from './results.ts'

export type TestNode = Extract<ManifestNode, { readonly resource_type: 'test' }>

/** The data tests and unit tests of each node and source, in the order of the manifest. */
export function testsByNode(
  manifest: ManifestArtifact,
  ran: ReadonlyMap<string, NodeOutcome>,
): ReadonlyMap<string, readonly TestFact[]> {
  const found = new Map<string, TestFact[]>()
  const put = (id: string, test: TestFact): void => {
    const tests = found.get(id)
    if (tests === undefined) found.set(id, [test])
    else tests.push(test)
  }
  const sources = sourcesByName(manifest)
  for (const node of Object.values(manifest.nodes)) {
    if (node.resource_type !== 'test') continue
    for (const id of testedBy(node, sources)) put(id, describeTest(node, ran))
  }
  for (const test of Object.values(manifest.unit_tests)) {
    const outcome = ran.get(test.unique_id)
    const fact = { ...outcomeOf(outcome), id: test.unique_id, name: `unit test ${test.name}`, column: '', severity: '' }
    for (const id of test.depends_on.nodes) put(id, fact)
  }
  return found
}

export function describeTest(node: TestNode, ran: ReadonlyMap<string, NodeOutcome>): TestFact {
  return {
    ...outcomeOf(ran.get(node.unique_id)),
    id: node.unique_id,
    name: callOf(node),
    column: columnOf(node),
    severity: String(node.config.severity ?? 'error').toLowerCase(),
  }
}

/** A test that somebody wrote out has a name of its own; a generic one is told by its call: `accepted_values(values: …)`. */
export function callOf({ name, test_metadata }: TestNode): string {
  if (test_metadata === undefined) return name
  const { namespace, kwargs } = test_metadata
  const given = Object.entries(kwargs)
    .filter(([key]) => key !== 'model' && key !== 'column_name')
    .map(([key, value]) => `${key}: ${brief(value)}`)
  const called = namespace === null ? test_metadata.name : `${namespace}.${test_metadata.name}`
  return given.length === 0 ? called : `${called}(${given.join(', ')})`
}

function brief(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function columnOf({ column_name, test_metadata }: TestNode): string {
  const named = column_name ?? test_metadata?.kwargs.column_name
  return typeof named === 'string' ? named.replace(/^"(.*)"$/, '$1') : ''
}

function outcomeOf(outcome: NodeOutcome | undefined): Pick<TestFact, 'status' | 'failures' | 'message'> {
  return {
    status: outcome?.status ?? '',
    failures: outcome?.failures ?? null,
    message: outcome?.message ?? '',
  }
}

/** A generic test is about one node or source, though it may read others; a written one about all that it reads. */
function testedBy(node: TestNode, sources: ReadonlyMap<string, string>): readonly string[] {
  if (node.test_metadata === undefined) return node.depends_on.nodes
  if (typeof node.attached_node === 'string') return [node.attached_node]
  const call = /source\(\s*(['"])(.+?)\1\s*,\s*(['"])(.+?)\3\s*\)/.exec(String(node.test_metadata.kwargs.model ?? ''))
  const source = sources.get(`${call?.[2]}.${call?.[4]}`)
  return source === undefined ? node.depends_on.nodes.slice(-1) : [source]
}

function sourcesByName({ sources }: ManifestArtifact): ReadonlyMap<string, string> {
  return new Map(
    Object.values(sources).map(({ source_name, name, unique_id }) => [`${source_name}.${name}`, unique_id]),
  )
}
