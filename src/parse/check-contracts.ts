import type { Model, Node } from '../resources/node.ts'
import { placeOfConfig } from './config/place-of-config.ts'
import { contractLosesColumns } from './errors.ts'
import type { Parsing } from './parsing.ts'

/** What keeps the columns of an incremental model as its contract says. */
const KEEPING: ReadonlySet<string> = new Set(['append_new_columns', 'fail'])

/** Reports incremental models with a contract whose tables might come to have other columns: refused in dbt too. */
export function checkContracts(nodes: Iterable<Node>, parsing: Parsing): void {
  for (const node of nodes) {
    if (node.kind !== 'model' || !isAtRisk(node)) continue
    const place = placeOfConfig(node, ['on_schema_change', 'contract', 'materialized'], parsing)
    parsing.report(contractLosesColumns(node.name, node.config.on_schema_change, place))
  }
}

function isAtRisk({ config: { contract, materialized, on_schema_change: change } }: Model): boolean {
  return contract.enforced && materialized === 'incremental' && !KEEPING.has(change)
}
