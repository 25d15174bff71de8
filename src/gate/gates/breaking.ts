import type { Graph } from '../../graph/graph.ts'
import { comparable } from '../../graph/methods/comparable.ts'
import { brokenPromises } from '../../graph/methods/contract.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { placeOf } from '../../resources/node-place.ts'
import { sameType } from '../column-type.ts'
import type { Evidence, StateEvidence } from '../evidence.ts'
import type { PlannedGate } from '../plan.ts'
import { type Finding, type GateVerdict, lookAt, settle } from '../verdict.ts'

/**
 * What readers lose against an earlier state: dbt's rules for contracts, and columns that the earlier catalog has and
 * the database has not, or in another type.
 */
export function judgeBreaking(
  { setting, selection, ids }: PlannedGate,
  { state, catalog, lacking }: Pick<Evidence, 'state' | 'catalog' | 'lacking'>,
  graph: Graph,
): readonly GateVerdict[] {
  if (ids.length === 0) return []
  const common = { gate: 'breaking', subject: selection, wanted: 'nothing lost' } as const
  if (state === null) return [{ ...common, got: 'no --state to compare', verdict: 'skipped', look: '', findings: [] }]
  const findings = [
    ...promisesBroken(ids, state, graph),
    ...ids
      // A contract names all columns: what is lost of it was told.
      .filter((id) => state.manifest.resources.get(id)?.contract?.enforced !== true)
      .flatMap((id) => columnsLost(id, state.catalog?.get(id), catalog?.get(id), graph)),
  ]
  const compared = catalog !== null && state.catalog !== null ? 'contracts and columns' : 'contracts'
  const remedy = state.catalog === null ? undefined : lacking.get('breaking')
  if (findings.length === 0 && remedy !== undefined) {
    const got = 'the same contracts, columns not judged'
    return [{ ...common, got, verdict: settle(setting.mode, 'unknown'), look: remedy, findings }]
  }
  return [
    {
      ...common,
      got: findings.length === 0 ? `the same ${compared}` : `${findings.length} lost (${compared})`,
      verdict: settle(setting.mode, findings.length > 0 ? 'bad' : 'good'),
      look: lookAt(findings),
      findings,
    },
  ]
}

function promisesBroken(ids: readonly UniqueId[], { manifest }: StateEvidence, graph: Graph): readonly Finding[] {
  const asked = new Set(ids)
  return [...manifest.resources].flatMap(([id, { contract }]) => {
    if (contract === null || !contract.enforced) return []
    const now = graph.resources.get(id)
    if (now === undefined)
      return contract.deprecated ? [] : [finding(id, graph, 'it has a contract, and was deleted, renamed or disabled')]
    const current = asked.has(id) ? comparable(now).contract : null
    return current === null ? [] : brokenPromises(current, contract).map((lost) => finding(id, graph, lost))
  })
}

function columnsLost(
  id: UniqueId,
  before: ReadonlyMap<string, string> | undefined,
  now: ReadonlyMap<string, string> | undefined,
  graph: Graph,
): readonly Finding[] {
  // What is not built here, as with --defer, is not lost.
  if (before === undefined || now === undefined) return []
  return [...before].flatMap(([column, type]) => {
    const is = now.get(column)
    if (is === undefined) return [finding(id, graph, `column ${column} is gone from the database`)]
    return sameType(type, is) ? [] : [finding(id, graph, `column ${column} was ${type} and is ${is}`)]
  })
}

function finding(id: UniqueId, { resources, manifest }: Graph, message: string): Finding {
  const node = manifest.nodes.get(id)
  const name = resources.get(id)?.name ?? id.split('.').slice(2).join('.')
  return { id, name, message, isMinor: false, at: node === undefined ? null : placeOf(node), rows: null }
}
