import type { Location } from '../../base/position.ts'
import { print } from '../../jinja/values/print.ts'
import { isYamlMap, toTemplateValue, type YamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { invalidTest } from '../errors.ts'
import type { Report } from '../report.ts'

/** One entry of `data_tests:`, taken apart: which test, what it is given, how it is configured. */
export interface TestDefinition {
  readonly name: string
  readonly namespace: string | null
  readonly kwargs: YamlMap
  readonly config: YamlMap
  /** Where each config is written, from the entry on. */
  readonly configPaths: Readonly<Record<string, YamlPath>>
  /** Where an argument is written. */
  readonly argumentPath: (name: string) => YamlPath
  /** The name the author gave it, if any. */
  readonly ownName: string | null
  readonly description: string
}

/** Configs that dbt still takes beside the arguments. */
const CONFIG_KEYS = [
  'severity',
  'tags',
  'enabled',
  'where',
  'limit',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'sql_header',
  'meta',
  'database',
  'schema',
  'alias',
] as const

const NAME = /^(?:([a-zA-Z_]\w*)\.)?([a-zA-Z_]\w*)$/

/**
 * Reads an entry in any of its three forms: `unique`, `{unique: {…}}`, `{test_name: unique, …}`.
 * `column` is the (perhaps quoted) column it stands under; without `nestsArguments` a key `arguments` is one of the test's
 * own, as it was before dbt's flag `require_generic_test_arguments_property`. Null after reporting what is wrong.
 */
export function readTestDefinition(
  entry: YamlValue,
  column: string | null,
  locate: (path: YamlPath) => Location,
  report: Report,
  nestsArguments = true,
): TestDefinition | null {
  const parts = nameAndArguments(entry)
  if (typeof parts === 'string') {
    report(invalidTest(parts, locate([]), "write '- unique', or '- accepted_values: {arguments: {values: [a, b]}}'"))
    return null
  }
  const match = NAME.exec(parts.name)
  if (match === null) {
    report(invalidTest(`'${parts.name}' cannot be the name of a test`, locate([])))
    return null
  }
  const [, namespace = null, name = ''] = match
  const given: Record<string, YamlValue> = { ...parts.arguments }
  if (column !== null) given.column_name = column
  const nested = nestsArguments ? given.arguments : undefined
  if (nestsArguments) delete given.arguments
  if (isYamlMap(nested)) Object.assign(given, nested)
  if ('model' in given) {
    report(
      invalidTest(
        `the test '${name}' is given 'model', which is the tested resource itself`,
        locate([]),
        "rename the test's argument",
      ),
    )
    return null
  }
  const argumentPath = (key: string): YamlPath =>
    isYamlMap(nested) && Object.hasOwn(nested, key) ? [...parts.path, 'arguments', key] : [...parts.path, key]
  const config = takeConfig(given, argumentPath)
  if (typeof config === 'string') {
    report(invalidTest(config, locate([])))
    return null
  }
  const ownName = typeof given.name === 'string' ? given.name : null
  const description = typeof given.description === 'string' ? given.description : ''
  if (ownName !== null) delete given.name
  delete given.description
  return { name, namespace, kwargs: given, argumentPath, ...config, ownName, description }
}

interface NamedTest {
  readonly name: string
  readonly arguments: YamlMap
  /** Where the arguments stand, from the entry on. */
  readonly path: YamlPath
}

function nameAndArguments(entry: YamlValue): NamedTest | string {
  if (typeof entry === 'string') return { name: entry, arguments: {}, path: [] }
  if (!isYamlMap(entry)) return 'a test must be a name, or a name with arguments'
  if (typeof entry.test_name === 'string') {
    const { test_name: name, ...rest } = entry
    return { name, arguments: rest as YamlMap, path: [] }
  }
  const [only, ...more] = Object.entries(entry)
  if (only === undefined || more.length > 0)
    return `a test has one name; this one has ${Object.keys(entry).join(', ') || 'none'} (are its arguments indented enough?)`
  const [name, given] = only
  if (given === null) return { name, arguments: {}, path: [] }
  return isYamlMap(given)
    ? { name, arguments: given, path: [name] }
    : `the arguments of the test '${name}' must be a mapping`
}

/** Moves configs out of the arguments; they may stand at the top, under `config`, but not in both places. */
function takeConfig(
  given: Record<string, YamlValue>,
  pathOf: (key: string) => YamlPath,
): Pick<TestDefinition, 'config' | 'configPaths'> | string {
  const nested = given.config ?? null
  if (nested !== null && !isYamlMap(nested)) return "'config' of a test must be a mapping"
  const config: Record<string, YamlValue> = {}
  const configPaths: Record<string, YamlPath> = {}
  for (const key of CONFIG_KEYS) {
    const top = given[key]
    delete given[key]
    const inner = nested?.[key]
    if (top !== undefined && inner !== undefined)
      return `the test has '${key}' both at the top and under 'config'; keep the latter`
    const value = top ?? inner
    if (value === undefined || value === null) continue
    config[key] = value
    configPaths[key] = top === undefined ? [...pathOf('config'), key] : pathOf(key)
  }
  for (const [key, value] of Object.entries(nested ?? {})) {
    if (key in config || value === null) continue
    config[key] = value
    configPaths[key] = [...pathOf('config'), key]
  }
  delete given.config
  return { config, configPaths }
}

/** The configs with their Jinja rendered; inside lists and mappings it stays as written, as in dbt. */
export async function renderedConfig(
  test: TestDefinition,
  render: (path: YamlPath) => Promise<YamlValue>,
): Promise<YamlMap> {
  const rendered: Record<string, YamlValue> = {}
  for (const [key, value] of Object.entries(test.config)) {
    const path = test.configPaths[key]
    const content = typeof value === 'string' && path !== undefined ? await render(path) : value
    if (content !== null) rendered[key] = content
  }
  return rendered
}

/** `{{ test_unique(**_dbt_generic_test_kwargs) }}{{ config(severity="warn") }}`: the code dbt gives a generic test. */
export function genericTestCode(test: TestDefinition, config: YamlMap): string {
  const macro = test.namespace === null ? `test_${test.name}` : `${test.namespace}.test_${test.name}`
  const settings = Object.entries(config).map(([key, value]) => {
    const text = typeof value === 'string' ? `"${value.replaceAll('"', '\\"')}"` : print(toTemplateValue(value))
    return `${key}=${text}`
  })
  const call = settings.length === 0 ? '' : `{{ config(${settings.join(',')}) }}`
  return `{{ ${macro}(**_dbt_generic_test_kwargs) }}${call}`
}
