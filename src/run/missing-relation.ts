/** Why a relation that a node reads is not there: mostly it was never built. */
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Node } from '../resources/node.ts'
import type { Source } from '../resources/source.ts'
import type { Runnable } from '../resources/unit-test.ts'
import type { Connection } from './connection.ts'
import { KnownRelations } from './known-relations.ts'

/** What to do about those of a node's parents that are not in the database; undefined when all are there. */
export async function missingParentsHint(
  node: Runnable,
  sent: string,
  manifest: Manifest,
  connection: Connection,
): Promise<string | undefined> {
  const known = new KnownRelations()
  const missing: (Node | Source)[] = []
  for (const parent of storedParents(node, manifest)) {
    const { relation } = parent
    if (relation === null || relation.schema === null || !sent.includes(relation.identifier ?? '')) continue
    const there = await known.inSchema(connection, relation.schema)
    if (!there.some(({ identifier }) => identifier === relation.identifier)) missing.push(parent)
  }
  return missing.length === 0 ? undefined : remedies(missing, node).join('; ')
}

/** What a node reads from the database: its parents, and those of ephemeral models among them. */
function storedParents(node: Runnable, manifest: Manifest): readonly (Node | Source)[] {
  const found = new Map<UniqueId, Node | Source>()
  const seen = new Set<UniqueId>()
  const visit = (ids: readonly UniqueId[]): void => {
    for (const id of ids) {
      if (seen.has(id)) continue
      seen.add(id)
      const parent = manifest.nodes.get(id) ?? manifest.sources.get(id)
      // Functions are no relations.
      if (parent === undefined || parent.kind === 'function') continue
      if (parent.kind !== 'source' && parent.relation === null) visit(parent.dependsOn.nodes)
      else found.set(id, parent)
    }
  }
  visit(node.dependsOn.nodes)
  return [...found.values()]
}

/** A remedy for all that need the same. */
function remedies(missing: readonly (Node | Source)[], child: Runnable): readonly string[] {
  const called = (what: string, parents: readonly (Node | Source)[]): string => {
    const names = parents.map((one) => `'${one.kind === 'source' ? `${one.sourceName}.` : ''}${one.name}'`)
    return names.length === 1 ? `the ${what} ${names[0]} was` : `the ${what}s ${names.join(', ')} were`
  }
  const isEmpty = (one: Node | Source): boolean => one.kind === 'model' && one.rawCode.trim() === ''
  const built = missing.filter((one) => (one.kind === 'model' || one.kind === 'snapshot') && !isEmpty(one))
  const seeds = missing.filter((one) => one.kind === 'seed')
  const sources = missing.filter((one) => one.kind === 'source')
  const isTest = child.kind === 'test' || child.kind === 'unit_test'
  const selected = isTest ? built.map(({ name }) => name).join(' ') : `+${child.name}`
  return [
    ...missing.filter(isEmpty).map((one) => `the model '${one.name}' is never built: ${one.originalPath} is empty`),
    ...(built.length === 0
      ? []
      : [`${called(kindOf(built), built)} not built: assay build --select ${selected}, or --defer to another target`]),
    ...(seeds.length === 0
      ? []
      : [`${called('seed', seeds)} not loaded: assay seed --select ${seeds.map(({ name }) => name).join(' ')}`]),
    ...(sources.length === 0
      ? []
      : [
          `${called('source', sources)} not found: ${[...new Set(sources.map((one) => one.originalPath))].join(', ')} says which relation it is (schema, identifier)`,
        ]),
  ]
}

function kindOf(nodes: readonly (Node | Source)[]): string {
  const kinds = new Set(nodes.map(({ kind }) => kind))
  return kinds.size === 1 ? [...kinds].join('') : 'node'
}
