/** From names to ids in the semantic layer: what each semantic model, metric and saved query reads. */
import type { Diagnostic } from '../../base/diagnostic.ts'
import { isJsonObject, type Json, type JsonObject, jsonEquals } from '../../base/json.ts'
import { pick } from '../../context/directory.ts'
import { type UniqueId, uniqueId } from '../../resources/ids.ts'
import type { Model, Node } from '../../resources/node.ts'
import { writeRelation } from '../../resources/relation.ts'
import type { Metric, SavedQuery, SemanticModel } from '../../resources/semantic.ts'
import type { SemanticDrafts } from './draft-semantic.ts'
import {
  disabledMeasure,
  disabledMetric,
  invalidMetric,
  metricCycle,
  noTimeSpine,
  unknownMeasure,
  unknownMetric,
} from './errors.ts'
import type { MetricDraft, SemanticModelDraft } from './semantic-parts.ts'

export interface LinkedSemantics {
  readonly models: readonly SemanticModel[]
  readonly metrics: readonly Metric[]
  readonly queries: readonly SavedQuery[]
}

/** What a metric reads: measures, its own or those of the metrics it is made of, and what it depends on. */
interface Inputs {
  readonly measures: readonly JsonObject[]
  readonly nodes: readonly UniqueId[]
}

export interface SemanticWorld {
  /** The packages in which a name is looked for first. */
  readonly order: (fromPackage: string) => readonly string[]
  readonly nodes: ReadonlyMap<UniqueId, Node>
  /** The ids of the nodes a semantic model refers to; faults are reported. */
  readonly nodesOf: (model: SemanticModelDraft) => readonly UniqueId[]
  readonly report: (diagnostic: Diagnostic) => void
}

export function linkSemantics({ models, metrics, queries }: SemanticDrafts, world: SemanticWorld): LinkedSemantics {
  const finder = new MetricInputs(models, metrics, world)
  const enabled = models.filter(({ config }) => config.enabled)
  const [first] = enabled
  if (first !== undefined && !hasDailySpine(world.nodes)) world.report(noTimeSpine(first.at))
  return {
    models: models.map((model) => linkModel(model, world)),
    metrics: metrics.map((metric) => {
      const { measures, nodes } = metric.config.enabled ? finder.of(metric, []) : { measures: [], nodes: [] }
      return {
        ...metric,
        typeParams: { ...metric.typeParams, input_measures: measures },
        dependsOn: { macros: [], nodes: [...new Set(nodes)] },
      }
    }),
    queries: queries.map((query) => {
      const names = query.config.enabled ? (query.queryParams.metrics as readonly string[]) : []
      const owner = `saved query '${query.name}'`
      const read = names.flatMap((name) => finder.find(name, query.package, owner, query.at)?.id ?? [])
      return { ...query, dependsOn: { macros: [], nodes: [...new Set(read)] } }
    }),
  }
}

/** The metrics that `metric(…)` names in a node or an exposure; faults are reported. */
export function metricIds(
  drafts: SemanticDrafts,
  world: Pick<SemanticWorld, 'order' | 'report'>,
): (names: readonly (readonly string[])[], reader: Reader) => readonly UniqueId[] {
  return (names, reader) =>
    names.flatMap((parts) => {
      const [name = '', wanted = null] = parts.toReversed()
      const at = { file: reader.originalPath, line: 1, column: 1 }
      const owner = `${reader.kind} '${reader.name}'`
      return findMetric({ name, package: wanted }, reader.package, owner, at, drafts.metrics, world)?.id ?? []
    })
}

type Reader = Pick<Node, 'name' | 'package' | 'originalPath'> & { readonly kind: string }

/** The metric of a name as `fromPackage` sees it; undefined after reporting why there is none. */
function findMetric(
  wanted: { readonly name: string; readonly package: string | null },
  fromPackage: string,
  owner: string,
  at: Metric['at'],
  metrics: readonly MetricDraft[],
  { order, report }: Pick<SemanticWorld, 'order' | 'report'>,
): MetricDraft | undefined {
  const { name } = wanted
  const named = metrics.filter((metric) => metric.name === name)
  const found = pick(named, wanted.package, order(fromPackage))
  if (found !== undefined && found !== 'disabled') return found
  const known = metrics.map((metric) => metric.name)
  report(found === undefined ? unknownMetric(name, owner, known, at) : disabledMetric(name, owner, at))
  return undefined
}

function linkModel(model: SemanticModelDraft, world: SemanticWorld): SemanticModel {
  const ids = model.config.enabled ? world.nodesOf(model) : []
  const read = ids[0] === undefined ? undefined : world.nodes.get(ids[0])
  return {
    ...model,
    dependsOn: { macros: [], nodes: ids },
    nodeRelation:
      read === undefined
        ? null
        : {
            alias: read.alias,
            schema_name: read.schema,
            database: read.database,
            relation_name: read.relation === null ? null : writeRelation(read.relation),
          },
  }
}

const FINE_ENOUGH = ['nanosecond', 'microsecond', 'millisecond', 'second', 'minute', 'hour', 'day']

/** A model that says it is a time spine by the day or finer, or one with the name that dbt used to ask for. */
function hasDailySpine(nodes: ReadonlyMap<UniqueId, Node>): boolean {
  return [...nodes.values()].some(
    (node) => node.kind === 'model' && (node.name === LEGACY_TIME_SPINE || isFine(spineGranularity(node))),
  )
}

export const LEGACY_TIME_SPINE = 'metricflow_time_spine'

/** Of what the rows of a time spine are; null of other models. */
export function spineGranularity({ timeSpine, columns }: Model): string | null {
  if (timeSpine === null) return null
  const granularity = columns.get(String(timeSpine.standard_granularity_column))?.extra.granularity
  return typeof granularity === 'string' ? granularity : null
}

function isFine(granularity: string | null): boolean {
  return granularity !== null && FINE_ENOUGH.includes(granularity)
}

class MetricInputs {
  readonly #models: readonly SemanticModelDraft[]
  readonly #metrics: readonly MetricDraft[]
  readonly #world: SemanticWorld
  readonly #known = new Map<MetricDraft, Inputs>()

  constructor(models: readonly SemanticModelDraft[], metrics: readonly MetricDraft[], world: SemanticWorld) {
    this.#models = models
    this.#metrics = metrics
    this.#world = world
  }

  of(metric: MetricDraft, within: readonly MetricDraft[]): Inputs {
    const known = this.#known.get(metric)
    if (known !== undefined) return known
    if (within.includes(metric)) {
      const names = [...within.slice(within.indexOf(metric)), metric].map(({ name }) => name)
      this.#world.report(metricCycle(names, metric.at))
      return { measures: [], nodes: [] }
    }
    const inputs = this.#read(metric, [...within, metric])
    this.#known.set(metric, inputs)
    return inputs
  }

  find(name: string, fromPackage: string, owner: string, at: Metric['at']): MetricDraft | undefined {
    return findMetric({ name, package: null }, fromPackage, owner, at, this.#metrics, this.#world)
  }

  #read(metric: MetricDraft, within: readonly MetricDraft[]): Inputs {
    const { typeParams: params, type } = metric
    switch (type) {
      case 'simple':
      case 'cumulative': {
        if (isJsonObject(params.measure)) return this.#measures(metric, [params.measure])
        const aggregation = params.metric_aggregation_params
        if (isJsonObject(aggregation)) {
          const id = uniqueId('semantic_model', metric.package, String(aggregation.semantic_model))
          return { measures: [], nodes: [id] }
        }
        const cumulative = params.cumulative_type_params
        const input = isJsonObject(cumulative) ? cumulative.metric : null
        if (isJsonObject(input)) return this.#plainMetrics(metric, [input], within)
        return this.#refuse(metric, `is a ${type} metric and has no measure`)
      }
      case 'conversion': {
        const conversion = params.conversion_type_params
        if (!isJsonObject(conversion))
          return this.#refuse(metric, 'is a conversion metric and has no conversion_type_params')
        const measures = [conversion.base_measure, conversion.conversion_measure].filter(isObject)
        if (measures.length > 0) return this.#measures(metric, measures)
        return this.#plainMetrics(
          metric,
          [conversion.base_metric, conversion.conversion_metric].filter(isObject),
          within,
        )
      }
      case 'ratio': {
        const parts = [params.numerator, params.denominator].filter(isObject)
        if (parts.length < 2) return this.#refuse(metric, 'is a ratio and needs both a numerator and a denominator')
        return this.#withTheirMeasures(metric, parts, within)
      }
      case 'derived':
        return this.#withTheirMeasures(metric, (params.metrics as readonly Json[]).filter(isObject), within)
    }
  }

  #refuse(metric: MetricDraft, message: string): Inputs {
    this.#world.report(invalidMetric(metric.name, message, metric.at))
    return { measures: [], nodes: [] }
  }

  #measures(metric: MetricDraft, measures: readonly JsonObject[]): Inputs {
    const nodes = measures.flatMap(({ name }): readonly UniqueId[] => {
      const having = this.#models.filter((model) => model.measures.some((measure) => measure.name === name))
      const found = pick(having, null, this.#world.order(metric.package))
      const off = having[0]
      if (found !== undefined && found !== 'disabled') return [found.id]
      const known = this.#models.flatMap((model) => model.measures.map((measure) => String(measure.name)))
      this.#world.report(
        off === undefined
          ? unknownMeasure(String(name), metric.name, known, metric.at)
          : disabledMeasure(String(name), metric.name, off.name, metric.at),
      )
      return []
    })
    return { measures: withoutRepeats(measures), nodes }
  }

  #plainMetrics(metric: MetricDraft, inputs: readonly JsonObject[], within: readonly MetricDraft[]): Inputs {
    return { measures: [], nodes: this.#withTheirMeasures(metric, inputs, within).nodes }
  }

  #withTheirMeasures(metric: MetricDraft, inputs: readonly JsonObject[], within: readonly MetricDraft[]): Inputs {
    const read = inputs.flatMap(
      ({ name }) => this.find(String(name), metric.package, `metric '${metric.name}'`, metric.at) ?? [],
    )
    return {
      measures: withoutRepeats(read.flatMap((one) => this.of(one, within).measures)),
      // A circle was told; the graph needs not tell it again.
      nodes: read.filter((one) => !within.includes(one)).map(({ id }) => id),
    }
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== undefined && isJsonObject(value)
}

function withoutRepeats(measures: readonly JsonObject[]): readonly JsonObject[] {
  return measures.filter((one, at) => measures.findIndex((other) => jsonEquals(other, one)) === at)
}
