/**
 * What was asked for, before anybody looks at a graph: dbt's selection grammar as a value.
 * `a b,c+` is the union of `a` and the intersection of `b` and `c+`; `--exclude` makes it a difference.
 */
import type { Location } from '../base/position.ts'

export type SelectionSpec = Criterion | Union | Intersection | Difference

/** `2+tag:nightly+`: what to look for, and how far to go from there. */
export interface Criterion {
  readonly kind: 'criterion'
  /** As it was written. */
  readonly raw: string
  readonly method: MethodName
  /** What follows the method's name: `['meta', 'owner']` of `config.meta.owner:core`. */
  readonly keys: readonly string[]
  /** Text, except where a YAML selector gives `config` a number or a boolean. */
  readonly value: string | number | boolean
  /** Steps to go upstream and downstream: 0 for none, Infinity for all. */
  readonly parents: number
  readonly children: number
  /** `@`: everything downstream, and all that it needs. */
  readonly childrensParents: boolean
  readonly indirect: IndirectSelection
  readonly at?: Location
}

export interface Union {
  readonly kind: 'union'
  readonly of: readonly SelectionSpec[]
  readonly indirect: IndirectSelection
}

export interface Intersection {
  readonly kind: 'intersection'
  readonly of: readonly SelectionSpec[]
  readonly indirect: IndirectSelection
  /** One word of the command line; it is reported when it selects nothing. Null in YAML selectors and defaults. */
  readonly word: Word | null
}

export interface Difference {
  readonly kind: 'difference'
  readonly included: SelectionSpec
  readonly excluded: SelectionSpec
}

export interface Word {
  readonly raw: string
  readonly at: Location
}

/**
 * Which tests come along with what they test. eager: any parent is selected; cautious: all are; buildable: all are, or
 * are upstream of what is selected; empty: none come along.
 */
export type IndirectSelection = (typeof INDIRECT_SELECTIONS)[number]

export const INDIRECT_SELECTIONS = ['eager', 'cautious', 'buildable', 'empty'] as const

export type MethodName = (typeof METHOD_NAMES)[number]

export const METHOD_NAMES = [
  'fqn',
  'tag',
  'group',
  'access',
  'source',
  'path',
  'file',
  'package',
  'config',
  'test_name',
  'test_type',
  'resource_type',
  'state',
  'exposure',
  'metric',
  'result',
  'source_status',
  'version',
  'semantic_model',
  'saved_query',
  'unit_test',
  'function',
  'feature_view',
  'training_set',
  'selector',
] as const
