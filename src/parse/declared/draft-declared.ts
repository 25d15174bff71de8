import type { Entity } from '../../resources/entity.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { orReport } from '../read-template.ts'
import { readEntities } from './entity.ts'
import { draftFeatureView, type FeatureViewDraft } from './feature-view.ts'
import { draftTrainingSet, type TrainingSetDraft } from './training-set.ts'

/** What YAML declares beside files. */
export interface DeclaredDrafts {
  readonly entities: readonly Entity[]
  readonly views: readonly FeatureViewDraft[]
  readonly sets: readonly TrainingSetDraft[]
}

/** Entities, feature views and training sets; names of those that could not be read go among the `broken`. */
export async function draftDeclarations(parsing: Parsing, broken: Set<string>): Promise<DeclaredDrafts> {
  const entities = readEntities(parsing)
  const read = async <T>(
    list: 'feature_views' | 'training_sets',
    draft: (entry: PropertyEntry) => Promise<T | null>,
  ): Promise<readonly T[]> => {
    const drafts: T[] = []
    for (const entry of parsing.properties.of(list)) {
      const one = await orReport(parsing, () => draft(entry))
      if (one === null) broken.add(String(entry.rendered.name))
      else drafts.push(one)
    }
    return drafts
  }
  return {
    entities,
    views: await read('feature_views', (entry) => draftFeatureView(entry, entities, parsing)),
    sets: await read('training_sets', (entry) => draftTrainingSet(entry, parsing)),
  }
}
