import type { JsonObject } from '../../base/json.ts'
import type { Feature, NullPolicy } from '../../resources/feature-view.ts'
import { isYamlMap, toJson } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { checkKeys } from './check-keys.ts'
import { aggregateSchema, expressionSchema, latestSchema } from './schemas.ts'

const AGGREGATE = ['function', 'window', 'where']

/** One item of `features:`: an expression, an aggregate or, without words of these, a latest value. Null when reported. */
export function readFeature(
  index: number,
  viewTtl: string | null,
  what: string,
  entry: PropertyEntry,
  parsing: Parsing,
): Feature | null {
  const path = ['features', index]
  const list = entry.rendered.features
  const item = Array.isArray(list) ? list[index] : undefined
  if (!isYamlMap(item)) return null
  const kind = 'expression' in item ? 'expression' : AGGREGATE.some((key) => key in item) ? 'aggregate' : 'latest'
  const schema = { latest: latestSchema, aggregate: aggregateSchema, expression: expressionSchema }[kind]
  const whole = `${what}, feature '${String(item.name)}'`
  const isKnown = checkKeys(item, path, Object.keys(schema.shape), whole, entry, parsing)
  const value = toJson(item)
  const checked = <T>(one: Parameters<typeof checkEntry<T>>[0]): T | null =>
    checkEntry(one, value, whole, (inner) => entry.locate([...path, ...inner]), parsing.report)
  const at = entry.locate(path)
  switch (kind) {
    case 'latest': {
      const given = checked(latestSchema)
      if (given === null || !isKnown) return null
      return { ...common(given), kind, column: given.column ?? given.name, ttl: given.ttl ?? viewTtl, at }
    }
    case 'aggregate': {
      const given = checked(aggregateSchema)
      if (given === null || !isKnown) return null
      const { function: name, column, window, where } = given
      return { ...common(given), kind, function: name, column, window, where, at }
    }
    case 'expression': {
      const given = checked(expressionSchema)
      return given === null || !isKnown ? null : { ...common(given), kind, expression: given.expression, at }
    }
  }
}

interface Given {
  readonly name: string
  readonly description: string
  readonly dtype: string | null
  readonly unit: string | null
  readonly tags: readonly string[]
  readonly nulls: 'allow' | 'forbid' | { readonly fill: string }
}

function common({ name, description, dtype, unit, tags, nulls }: Given) {
  return { name, description, dtype, unit, tags, nulls: policyOf(nulls) }
}

function policyOf(nulls: Given['nulls']): NullPolicy {
  return typeof nulls === 'string' ? { kind: nulls } : { kind: 'fill', value: nulls.fill }
}

/** What the macros are told of a feature. */
export function wordsOf(feature: Feature): JsonObject {
  return {
    name: feature.name,
    ...howOf(feature),
    ...(feature.dtype === null ? {} : { dtype: feature.dtype }),
    ...(feature.nulls.kind === 'fill' ? { fill: feature.nulls.value } : {}),
  }
}

function howOf(feature: Feature): JsonObject {
  switch (feature.kind) {
    case 'latest':
      return { column: feature.column, ...(feature.ttl === null ? {} : { ttl: feature.ttl }) }
    case 'aggregate':
      return {
        function: feature.function,
        column: feature.column,
        window: feature.window,
        ...(feature.where === null ? {} : { where: feature.where }),
      }
    case 'expression':
      return { expression: feature.expression }
  }
}
