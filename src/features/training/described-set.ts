import { AssayError } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { type Clocks, clocksOf, namesOf } from '../../resources/clocks.ts'
import type { Manifest } from '../../resources/manifest.ts'
import type { Model } from '../../resources/node.ts'
import { readSplits } from '../../resources/splits.ts'
import type { Splits } from '../../resources/training-set.ts'
import { badSplits } from '../errors.ts'

/** What is said of a training set: by YAML that declares it, or by the config of a model that is materialized as one. */
export interface DescribedSet {
  readonly name: string
  readonly entity: readonly string[]
  readonly predictionTime: string
  readonly label: readonly string[]
  readonly labelObservedAt: string | null
  readonly splits: Splits | null
  /** The version of its features that their authors gave it. */
  readonly featureVersion: string | null
}

export function isTrainingSet(model: Model): boolean {
  return model.config.materialized === 'training_set'
}

/** Throws where the config says nothing that can be understood. */
export function describeSet({ nodes }: Pick<Manifest, 'nodes'>, model: Model): DescribedSet {
  const { declared, name } = model
  const word = wordsOf(model)
  const own = clocksOf(model)
  const featureVersion = textOf(word('feature_version'))
  if (declared?.kind === 'training_set') {
    const spine = nodes.get(declared.spine)
    const clocks = spine?.kind === 'model' || spine?.kind === 'seed' ? clocksOf(spine) : own
    const { label, labelObservedAt, splits } = declared
    return {
      name,
      entity: clocks.entity,
      predictionTime: clocks.eventTime ?? PREDICTION_TIME,
      label,
      labelObservedAt,
      splits,
      featureVersion,
    }
  }
  return {
    name,
    entity: own.entity,
    predictionTime: own.eventTime ?? PREDICTION_TIME,
    label: namesOf(word('label')),
    labelObservedAt: textOf(word('label_observed_at')) ?? observedAt(own),
    splits: splitsOf(model, word('splits')),
    featureVersion,
  }
}

/** The column that says when a label is written, as the label's column declares it. */
function observedAt({ label, late }: Clocks): string | null {
  return label.flatMap((column) => late.get(column) ?? [])[0] ?? null
}

const PREDICTION_TIME = 'prediction_time'

function splitsOf(model: Model, written: unknown): Splits | null {
  if (written === undefined || written === null) return null
  const { splits, problems } = readSplits(written)
  const [first, ...more] = problems.map((problem) => badSplits(model, problem))
  if (first !== undefined) throw new AssayError(first, ...more)
  return splits
}

function wordsOf({ config }: Model): (key: string) => unknown {
  const meta = config.meta.assay as JsonObject | undefined
  return (key) => config[key] ?? meta?.[key]
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
