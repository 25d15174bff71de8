/** Nodes as dbt's log events have them, at each moment of theirs. */
import { storedRelation } from '../../assay.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Node } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { NodeResult } from '../../run/result.ts'

export interface NodeInfo {
  readonly node_name: string
  readonly unique_id: string
  readonly resource_type: string
  readonly materialized: string
  readonly node_path: string
  readonly node_status: string
  readonly node_started_at: string
  readonly node_finished_at: string
  readonly node_checksum: string
  readonly meta: unknown
  readonly node_relation: Readonly<Record<string, string | null>>
  readonly [more: string]: unknown
}

/** How far a node has come; `None` is dbt's word for one of which nothing is said any more. */
export interface Moment {
  readonly status: 'started' | 'compiling' | 'executing' | 'None' | (string & {})
  readonly startedAt?: Date | undefined
  readonly finishedAt?: Date | undefined
}

export function describeNodeInfo(
  id: string,
  { status, startedAt, finishedAt }: Moment,
  manifest: Manifest | null,
): NodeInfo {
  const key = id as NodeResult['id'] // whatever stands here, it is only looked up
  const node = manifest?.nodes.get(key)
  const unitTest = manifest?.unitTests.get(key)
  const source = manifest?.sources.get(key)
  const relation = source?.relation ?? (node === undefined ? null : storedRelation(node))
  return {
    materialized: node === undefined ? '' : materializationOf(node),
    meta: node?.meta ?? unitTest?.meta ?? {},
    // That of a generic test is of nothing.
    node_checksum: node?.checksum.checksum ?? unitTest?.checksum ?? '',
    node_finished_at: finishedAt === undefined ? '' : moment(finishedAt),
    node_name: node?.name ?? unitTest?.name ?? source?.name ?? id,
    node_path: node?.path ?? unitTest?.path ?? source?.path ?? '',
    node_relation: {
      alias: node?.alias ?? '',
      database: node?.database ?? source?.database ?? '',
      relation_name: relation === null ? '' : written(relation),
      schema: node?.schema ?? source?.schema ?? '',
    },
    node_started_at: startedAt === undefined ? '' : moment(startedAt),
    node_status: status,
    resource_type: node?.kind ?? unitTest?.kind ?? source?.kind ?? '',
    unique_id: id,
  }
}

/** True of what dbt's events call a node: not of macros that are called for themselves. */
export function isKnown(id: string, manifest: Manifest | null): boolean {
  const key = id as NodeResult['id'] // as above
  return (manifest?.nodes.has(key) || manifest?.unitTests.has(key) || manifest?.sources.has(key)) ?? false
}

function materializationOf(node: Node): string {
  if (node.kind === 'operation') return 'view'
  return 'materialized' in node.config ? String(node.config.materialized) : node.kind
}

/** What dbt's lines call a node: `sql table model analytics.orders`, `seed file raw.orders`, `test unique_orders_id`. */
export function describeNode({ resource_type, materialized, node_name, node_relation }: NodeInfo): string {
  const { schema, alias } = node_relation
  const place = `${schema ?? ''}.${alias ?? ''}`
  switch (resource_type) {
    case 'model':
      return `sql ${materialized} model ${place}`
    case 'seed':
      return `seed file ${place}`
    case 'snapshot':
    case 'function':
      return `${resource_type} ${place}`
    default:
      return `${resource_type} ${node_name}`
  }
}

function written({ database, schema, identifier }: RelationName): string {
  return [database, schema, identifier].map((part) => `"${(part ?? '').replaceAll('"', '""')}"`).join('.')
}

/** As dbt writes them here: without a zone, in UTC. */
function moment(date: Date): string {
  return date.toISOString().replace('Z', '000')
}
