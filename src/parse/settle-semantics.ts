/** The semantic layer's part of the manifest: what is on and what is off, described, and nothing twice. */
import type { JsonObject } from '../base/json.ts'
import type { Doc } from '../resources/doc.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Disabled, Manifest } from '../resources/manifest.ts'
import type { Node } from '../resources/node.ts'
import type { SemanticResource } from '../resources/semantic.ts'
import { describeText } from './descriptions.ts'
import { duplicateName } from './errors.ts'
import type { Parsing } from './parsing.ts'
import { type ProjectDirectory, resolveDependencies } from './resolve.ts'
import type { SemanticDrafts } from './semantic/draft-semantic.ts'
import { linkSemantics } from './semantic/link-semantics.ts'

export interface SemanticGround {
  readonly nodes: ReadonlyMap<UniqueId, Node>
  readonly directory: ProjectDirectory
  readonly broken: ReadonlySet<string>
  /** The packages that restrict access. */
  readonly restricted: ReadonlySet<string>
  readonly docs: ReadonlyMap<UniqueId, Doc>
  readonly switchOff: (resource: Disabled) => void
}

export async function settleSemantics(
  drafts: SemanticDrafts,
  { nodes, directory, broken, restricted, docs, switchOff }: SemanticGround,
  parsing: Parsing,
): Promise<Pick<Manifest, 'semanticModels' | 'metrics' | 'savedQueries'>> {
  const linked = linkSemantics(drafts, {
    order: (fromPackage) => directory.order(fromPackage),
    nodes,
    nodesOf: (model) => resolveDependencies(model, directory, broken, restricted, parsing.report).ids,
    report: parsing.report,
  })
  const keep = async <T extends SemanticResource>(
    resources: readonly T[],
    described: (resource: T) => Promise<T>,
  ): Promise<ReadonlyMap<UniqueId, T>> => {
    const kept = new Map<UniqueId, T>()
    for (const resource of resources) {
      const other = kept.get(resource.id)
      if (!resource.config.enabled) switchOff(resource)
      else if (other === undefined) kept.set(resource.id, await described(resource))
      else
        parsing.report(duplicateName(resource.kind.replace('_', ' '), resource.name, other.originalPath, resource.at))
    }
    return kept
  }
  const filled = async (description: string, owner: SemanticResource): Promise<string> =>
    (await describeText({ ...owner, description }, docs, parsing)).description
  const parts = async (list: readonly JsonObject[], owner: SemanticResource): Promise<readonly JsonObject[]> =>
    Promise.all(
      list.map(async (one) =>
        typeof one.description === 'string' ? { ...one, description: await filled(one.description, owner) } : one,
      ),
    )
  const text = async (owner: SemanticResource): Promise<string | null> =>
    owner.description === null ? null : filled(owner.description, owner)
  return {
    semanticModels: await keep(linked.models, async (model) => ({
      ...model,
      description: await text(model),
      entities: await parts(model.entities, model),
      dimensions: await parts(model.dimensions, model),
      measures: await parts(model.measures, model),
    })),
    metrics: await keep(linked.metrics, async (metric) => ({
      ...metric,
      description: await filled(metric.description, metric),
    })),
    savedQueries: await keep(linked.queries, async (query) => ({ ...query, description: await text(query) })),
  }
}
