/** Models that YAML declares, told from those that are files. */
import type { FeatureView } from './feature-view.ts'
import type { Model } from './node.ts'
import type { TrainingSet } from './training-set.ts'

export type DeclaredKind = (FeatureView | TrainingSet)['kind']

/** Null of all that is no such model. */
export function declaredKind(resource: { readonly kind: string; readonly declared?: unknown }): DeclaredKind | null {
  return (resource as Partial<Model>).declared?.kind ?? null // only models declare
}

export function featureViewOf(resource: { readonly kind: string } | undefined): FeatureView | null {
  const declared = (resource as Partial<Model> | undefined)?.declared
  return declared?.kind === 'feature_view' ? declared : null
}

export function trainingSetOf(resource: { readonly kind: string } | undefined): TrainingSet | null {
  const declared = (resource as Partial<Model> | undefined)?.declared
  return declared?.kind === 'training_set' ? declared : null
}

/** What people call a resource: `feature view`, `unit test`, `model`. */
export function kindWord(resource: { readonly kind: string; readonly declared?: unknown }): string {
  return (declaredKind(resource) ?? resource.kind).replaceAll('_', ' ')
}
