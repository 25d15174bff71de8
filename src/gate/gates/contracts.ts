import type { Manifest } from '../../resources/manifest.ts'
import type { Model } from '../../resources/node.ts'
import { placeOf } from '../../resources/node-place.ts'
import { sameType } from '../column-type.ts'
import type { Catalog, Evidence, FindEntry } from '../evidence.ts'
import type { PlannedGate } from '../plan.ts'
import { allOf, type Finding, type GateVerdict, lookAt, settle } from '../verdict.ts'

/** Public models promise their columns, and the database has what enforced contracts promise. */
export function judgeContracts(
  { setting, selection, ids }: PlannedGate,
  { catalog, lacking }: Pick<Evidence, 'catalog' | 'lacking'>,
  manifest: Manifest,
  entryOf: FindEntry,
): readonly GateVerdict[] {
  const models = ids
    .flatMap((id) => manifest.nodes.get(id) ?? [])
    .filter((node): node is Model => node.kind === 'model')
  if (models.length === 0) return []
  const findings = models.flatMap((model) => faultsOf(model, catalog, entryOf))
  const broken = new Set(findings.map(({ id }) => id)).size
  const how = catalog === null ? ' as declared' : ''
  const remedy = lacking.get('contracts') ?? null
  const unseen = remedy === null || broken > 0 ? '' : ', not judged in the database'
  return [
    {
      gate: 'contracts',
      subject: selection,
      wanted: `${allOf(models.length)} kept`,
      got: `${models.length - broken} kept${how}${broken === 0 ? '' : `, ${broken} broken`}${unseen}`,
      verdict: settle(setting.mode, broken > 0 ? 'bad' : remedy !== null ? 'unknown' : 'good'),
      look: lookAt(findings) || (remedy ?? ''),
      findings,
    },
  ]
}

function faultsOf(model: Model, catalog: Catalog | null, entryOf: FindEntry): readonly Finding[] {
  const finding = (message: string, column?: string): Finding => ({
    id: model.id,
    name: model.name,
    message,
    isMinor: false,
    at: entryOf(model, column) ?? placeOf(model),
    rows: null,
  })
  if (!model.config.contract.enforced)
    return [
      finding('it is public and promises no columns: give it a contract (config.contract.enforced), or less access'),
    ]
  const there = catalog?.get(model.id)
  if (there === undefined) return []
  const declared = new Map([...model.columns.values()].map((column) => [column.name.toLowerCase(), column.data_type]))
  const stored = new Map([...there].map(([name, type]) => [name.toLowerCase(), type]))
  const declaredAs = new Map([...model.columns.keys()].map((name) => [name.toLowerCase(), name]))
  const faults: Finding[] = []
  const fault = (message: string, name: string): number => faults.push(finding(message, declaredAs.get(name)))
  for (const [name, type] of declared) {
    const is = stored.get(name)
    if (is === undefined) fault(`column ${name} is not there`, name)
    else if (type !== null && !sameType(type, is)) fault(`column ${name} is ${is}, promised is ${type}`, name)
  }
  for (const name of stored.keys()) if (!declared.has(name)) fault(`column ${name} is there, and not promised`, name)
  return faults
}
