/** `selectors.yml`: named selections, in any of dbt's four spellings. */
import type { Diagnostic } from '../base/diagnostic.ts'
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { SelectorDefinition } from '../resources/manifest.ts'
import { checked, parseCriterion } from './criterion.ts'
import {
  ignoredBesideExclude,
  malformedSelector,
  oneNameInText,
  severalDefaults,
  unknownSelectorKey,
} from './errors.ts'
import { INDIRECT_SELECTIONS, type IndirectSelection, type SelectionSpec } from './selection-spec.ts'

export interface Selectors {
  /** By name, in the order of the file. One that is malformed is missing here and told in `diagnostics`. */
  readonly specs: ReadonlyMap<string, SelectionSpec>
  /** What to select when the command line says nothing. */
  readonly default: SelectionSpec | null
  readonly diagnostics: readonly Diagnostic[]
}

export const NO_SELECTORS: Selectors = { specs: new Map(), default: null, diagnostics: [] }

/** Reads all definitions. `indirect` is the command's, for criteria that do not say it themselves. */
export function parseSelectors(
  definitions: readonly SelectorDefinition[],
  indirect: IndirectSelection = 'eager',
): Selectors {
  const specs = new Map<string, SelectionSpec>()
  const diagnostics: Diagnostic[] = []
  for (const { name, definition, at } of definitions) {
    const report = (problem: Diagnostic): void => {
      diagnostics.push(problem.at === undefined && at !== undefined ? { ...problem, at } : problem)
    }
    const reader = { selector: name, indirect, report }
    const spec = readRoot(definition, reader)
    if (spec !== undefined) specs.set(name, spec)
  }
  const defaults = definitions.filter((definition) => definition.default).map(({ name }) => name)
  if (defaults.length > 1) diagnostics.push(severalDefaults(defaults))
  return { specs, default: specs.get(defaults[0] ?? '') ?? null, diagnostics }
}

interface Reader {
  readonly selector: string
  readonly indirect: IndirectSelection
  readonly report: (problem: Diagnostic) => void
}

function readRoot(definition: Json, reader: Reader): SelectionSpec | undefined {
  if (isJsonObject(definition) && ('union' in definition || 'intersection' in definition)) {
    const keys = Object.keys(definition)
    if (keys.length > 1)
      return fail(reader, `'${keys.join("' and '")}' stand side by side`, 'put one inside the list of the other')
  }
  return read(definition, reader)
}

function read(definition: Json, reader: Reader): SelectionSpec | undefined {
  if (typeof definition === 'string') return readText(definition, reader)
  if (!isJsonObject(definition))
    return fail(reader, `${JSON.stringify(definition)} is no definition`, "write text ('tag:nightly') or a mapping")
  if ('union' in definition) return readGroup('union', definition, reader)
  if ('intersection' in definition) return readGroup('intersection', definition, reader)
  return readCriterion(definition, reader)
}

function readText(text: string, reader: Reader): SelectionSpec | undefined {
  const criterion = parseCriterion(text, { indirect: reader.indirect }, inSelector(reader))
  if (criterion?.method === 'fqn' && /[\s,]/.test(text)) reader.report(oneNameInText(reader.selector, text))
  return criterion
}

/** A list under `union` or `intersection`; at most one entry of it may be an `exclude`. */
function readGroup(kind: 'union' | 'intersection', definition: JsonObject, reader: Reader): SelectionSpec | undefined {
  const entries = definition[kind]
  if (!Array.isArray(entries)) return fail(reader, `'${kind}' is no list`, 'give it a list of definitions')
  const exclusions = entries.filter((entry: Json) => isJsonObject(entry) && 'exclude' in entry)
  if (exclusions.length > 1)
    return fail(reader, `'${kind}' has several excludes`, 'list everything to leave out under one exclude')
  for (const exclusion of exclusions) warnOfIgnoredKeys(exclusion, reader)
  const of = entries.filter((entry: Json) => !exclusions.includes(entry)).map((entry: Json) => read(entry, reader))
  const included = { kind, of: of.filter((one) => one !== undefined), ...YAML_GROUP }
  return without(included, exclusions[0], reader)
}

/** dbt takes an entry that has an `exclude` for nothing else, and so must we: its method selects nothing. */
function warnOfIgnoredKeys(exclusion: Json, reader: Reader): void {
  const ignored = isJsonObject(exclusion) ? Object.keys(exclusion).filter((key) => key !== 'exclude') : []
  if (ignored.length > 0) reader.report(ignoredBesideExclude(reader.selector, ignored))
}

/** `tag: nightly`, or `method`, `value` and what may stand beside them. */
function readCriterion(definition: JsonObject, reader: Reader): SelectionSpec | undefined {
  const entries = Object.entries(definition)
  const [first] = entries
  if (entries.length === 1 && first !== undefined) return readFields({ method: first[0], value: first[1] }, reader)
  if (!('method' in definition && 'value' in definition))
    return fail(reader, `'${entries.map(([key]) => key).join("', '")}' is no criterion`, HOW_TO_WRITE)
  for (const [key] of entries)
    if (!FIELDS.includes(key)) reader.report(unknownSelectorKey(reader.selector, key, FIELDS))
  const criterion = readFields(definition, reader)
  return criterion && without(criterion, 'exclude' in definition ? definition : undefined, reader)
}

function readFields(fields: JsonObject, reader: Reader): SelectionSpec | undefined {
  const { method, value, indirect_selection: indirect = reader.indirect } = fields
  if (typeof method !== 'string') return fail(reader, "'method' is no text", HOW_TO_WRITE)
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return fail(reader, `the value of '${method}' is neither text nor a number nor a boolean`, HOW_TO_WRITE)
  if (!isIndirectSelection(indirect))
    return fail(
      reader,
      `unknown indirect_selection ${JSON.stringify(indirect)}`,
      `one of ${INDIRECT_SELECTIONS.join(', ')}`,
    )
  const [name = ''] = method.split('.')
  return checked(
    {
      raw: `${method}:${value}`,
      method,
      // Only configs have values that are no text; everywhere else a bare 2024 in YAML means the text.
      value: name === 'config' ? value : String(value),
      parents: isTrue(fields.parents) ? depth('parents_depth', fields, reader) : 0,
      children: isTrue(fields.children) ? depth('children_depth', fields, reader) : 0,
      childrensParents: isTrue(fields.childrens_parents),
      indirect,
    },
    inSelector(reader),
  )
}

/** What `holder` lists under `exclude`, taken from `included`. */
function without(included: SelectionSpec, holder: Json | undefined, reader: Reader): SelectionSpec | undefined {
  if (!isJsonObject(holder)) return included
  const entries = holder.exclude
  if (!Array.isArray(entries)) return fail(reader, "'exclude' is no list", 'give it a list of definitions')
  const of = entries.map((entry: Json) => read(entry, reader)).filter((one) => one !== undefined)
  return { kind: 'difference', included, excluded: { kind: 'union', of, indirect: 'eager' } }
}

/** As in dbt, a YAML group adds no tests of its own: only its criteria bring theirs along. */
const YAML_GROUP = { indirect: 'eager', word: null } as const

const HOW_TO_WRITE = "write text ('tag:nightly'), one pair (tag: nightly), or method: and value:"

const FIELDS: readonly string[] = [
  'method',
  'value',
  'parents',
  'children',
  'parents_depth',
  'children_depth',
  'childrens_parents',
  'indirect_selection',
  'exclude',
]

function isIndirectSelection(value: Json): value is IndirectSelection {
  return (INDIRECT_SELECTIONS as readonly Json[]).includes(value)
}

function isTrue(value: Json | undefined): boolean {
  return Boolean(value)
}

/** As in dbt, a depth of 0 in YAML is no limit. */
function depth(key: string, fields: JsonObject, reader: Reader): number {
  const steps = Number(fields[key] ?? 0)
  if (!Number.isInteger(steps) || steps < 0) fail(reader, `'${key}' is no number of steps`, 'give it 1, 2, 3 …')
  return steps === 0 ? Number.POSITIVE_INFINITY : steps
}

function fail(reader: Reader, objection: string, remedy: string): undefined {
  reader.report(malformedSelector(reader.selector, objection, remedy))
}

/** A criterion's own problems do not know which selector they are in. */
function inSelector(reader: Reader): (problem: Diagnostic) => void {
  return (problem) => reader.report({ ...problem, message: `selector '${reader.selector}': ${problem.message}` })
}
