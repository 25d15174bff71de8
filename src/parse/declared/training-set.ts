import type { JsonObject } from '../../base/json.ts'
import type { Model } from '../../resources/node.ts'
import type { SplitSpan, Splits, TrainingView } from '../../resources/training-set.ts'
import { isYamlMap, own, toJson } from '../../yaml/yaml-value.ts'
import type { Draft } from '../nodes/node-parts.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { checkKeys } from './check-keys.ts'
import { draftDeclared } from './declared-node.ts'
import { noSpans } from './errors.ts'
import { describedColumns } from './feature-view.ts'
import { type CodePart, literal } from './made-code.ts'
import { reference } from './reference.ts'
import { spanSchema, splitRulesSchema, TRAINING_VIEW_KEYS, trainingSetSchema } from './schemas.ts'

/** A training set before it is known what it reads: its node refers to the spine first, then to the views in order. */
export interface TrainingSetDraft {
  readonly node: Draft<Model>
  readonly views: readonly Omit<TrainingView, 'view'>[]
  /** As written; null where the spine shall say it. */
  readonly label: readonly string[] | null
  readonly labelObservedAt: string | null
  readonly splits: Splits | null
  readonly entry: PropertyEntry
}

/** One entry of `training_sets:`. Null after reporting what is wrong. */
export async function draftTrainingSet(entry: PropertyEntry, parsing: Parsing): Promise<TrainingSetDraft | null> {
  const name = String(entry.rendered.name)
  const what = `training set '${name}'`
  const { rendered } = entry
  const known = [checkKeys(rendered, [], Object.keys(trainingSetSchema.shape), what, entry, parsing)]
  const items = own(rendered, 'feature_views')
  for (const [index, item] of (Array.isArray(items) ? items : []).entries())
    known.push(checkKeys(item, ['feature_views', index], TRAINING_VIEW_KEYS, what, entry, parsing))
  const given = checkEntry(trainingSetSchema, toJson(rendered), what, entry.locate, parsing.report)
  if (given === null) return null
  const splits = readSplits(entry, what, parsing)
  const spine = reference(given.spine, ['spine'], what, entry, parsing)
  const views = given.feature_views.map((one, index) => {
    const isName = !isYamlMap(Array.isArray(items) ? items[index] : undefined)
    return reference(one.name, ['feature_views', index, ...(isName ? [] : ['name'])], what, entry, parsing)
  })
  if (!known.every((one) => one) || splits === undefined || spine === null) return null
  if (!views.every((view) => view !== null)) return null
  const words = given.feature_views.map(({ features, prefix, entity }) => ({
    ...(features === null ? {} : { features }),
    ...(prefix === '' ? {} : { prefix }),
    ...(entity === null ? {} : { entity }),
  }))
  const node = await draftDeclared(
    {
      what,
      kind: 'training set',
      name,
      code: [
        '{{ assay.training_set(\n    ',
        spine.code,
        ',\n    [\n',
        ...views.flatMap((view, index) => viewCode(view.code, words[index] ?? {}, index)),
        '    ]\n) }}\n',
        // What the executor goes by is part of the code, too: another split is another training set.
        `{# ${[`label: ${given.label?.join(', ') ?? 'as the spine says'}`, ...splitTexts(splits)].join('; ')} #}`,
      ],
      columns: describedColumns(entry),
      defaults: { materialized: 'training_set' },
      materializations: ['training_set', 'table', 'view'],
      meta: { kind: 'training_set', ...(given.owner === null ? {} : { owner: given.owner }) },
    },
    entry,
    parsing,
  )
  if (node === null) return null
  return {
    node,
    views: given.feature_views.map(({ features, prefix, entity }) => ({ features, prefix, entity })),
    label: given.label,
    labelObservedAt: given.label_observed_at,
    splits,
    entry,
  }
}

function viewCode(view: CodePart, words: JsonObject, index: number): readonly (CodePart | string)[] {
  const rest = Object.entries(words).map(([key, value]) => `, ${literal(key)}: ${literal(value)}`)
  const path = ['feature_views', index]
  if (rest.length === 0) return ['        ', view, ',\n']
  return ["        {'view': ", view, { text: rest.join(''), path }, '},\n']
}

function splitTexts(splits: Splits | null): readonly string[] {
  if (splits === null) return []
  const { spans, labelLag, embargo, asOf, group } = splits
  const rules = { label_lag: labelLag, embargo, as_of: asOf, group_by: group.length === 0 ? null : group.join(', ') }
  return [
    ...spans.map(({ name, length }) => `${name}: ${length}`),
    ...Object.entries(rules).flatMap(([rule, value]) => (value === null ? [] : [`${rule}: ${value}`])),
  ]
}

const RULES = Object.keys(splitRulesSchema.shape)

/** `splits:`; undefined after reporting what is wrong with it. */
function readSplits(entry: PropertyEntry, what: string, parsing: Parsing): Splits | null | undefined {
  const written = own(entry.rendered, 'splits')
  if (!isYamlMap(written)) return null
  const rules = checkEntry(
    splitRulesSchema,
    toJson(written),
    what,
    (path) => entry.locate(['splits', ...path]),
    parsing.report,
  )
  const spans: SplitSpan[] = []
  let isFine = rules !== null
  for (const [name, value] of Object.entries(written)) {
    if (RULES.includes(name)) continue
    const place = () => entry.locate(['splits', name])
    const length = checkEntry(spanSchema, toJson(value), `${what}, split '${name}'`, place, parsing.report)
    if (length === null) isFine = false
    else spans.push({ name, length })
  }
  if (spans.length === 0 && isFine) parsing.report(noSpans(String(entry.rendered.name), entry.locate(['splits'])))
  if (!isFine || rules === null || spans.length === 0) return undefined
  return { spans, labelLag: rules.label_lag, embargo: rules.embargo, asOf: rules.as_of, group: rules.group_by }
}
