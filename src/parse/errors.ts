/** What is wrong in a project, one function for each: long as a catalogue is, to be looked up and not read. */
import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import type { Json } from '../base/json.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Location } from '../base/position.ts'
import type { Version } from '../resources/ref.ts'
import { describeValue } from '../yaml/describe-value.ts'
import type { YamlValue } from '../yaml/yaml-value.ts'
import type { ValuePath } from './properties/check.ts'
import type { Expected } from './properties/expected.ts'

function problem(code: string, message: string, at: Location | undefined, hint?: string): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    ...(at === undefined ? {} : { at }),
    ...(hint === undefined ? {} : { hint }),
  }
}

function warning(code: string, message: string, at: Location | undefined, hint?: string): Diagnostic {
  return { ...problem(code, message, at, hint), severity: 'warning' }
}

/** `model 'orders': 'columns[1].quote' must be true or false, not the text 'sometimes'` */
export function invalidProperty(what: string, path: ValuePath, expected: Expected, got: Json, at: Location) {
  const subject = path.length === 0 ? 'it' : `'${writePath(path)}'`
  const hint =
    typeof got === 'string' ? (nearValue(got, expected.values) ?? bareWord(got, expected)) : unquoted(got, expected)
  return located(
    problem('invalid-property', `${what}: ${subject} must be ${expected.words}, not ${describeJson(got)}`, at, hint),
    at,
  )
}

export function missingProperty(what: string, path: ValuePath, expected: Expected, at: Location) {
  return located(
    problem('missing-property', `${what} lacks '${writePath(path)}'`, at, `add '${path.at(-1)}': ${expected.words}`),
    at,
  )
}

export function unknownProperty(what: string, path: ValuePath, hint: string, at: Location) {
  return located(problem('unknown-property', `${what}: '${writePath(path)}' means nothing here`, at, hint), at)
}

function located(diagnostic: Diagnostic, at: Location): Diagnostic & { readonly at: Location } {
  return { ...diagnostic, at }
}

function nearValue(got: string, values: readonly string[]): string | undefined {
  const longer = values.find((value) => got.toLowerCase().startsWith(value))
  return longer === undefined ? didYouMean(got, values) : `did you mean '${longer}'?`
}

/** Text where a truth value or a number was meant: the quotes are too much. */
function bareWord(got: string, { words }: Expected): string | undefined {
  const isTruth = /^(?:true|false|yes|no|on|off)$/i.test(got) && words.includes('true or false')
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(got) && words.includes('number')
  return isTruth ? 'write true or false, without quotes' : isNumber ? 'write it without quotes' : undefined
}

/** YAML reads `7`, `yes` and `off` as something else than text. */
function unquoted(got: Json, { words }: Expected): string | undefined {
  if (!/\btext\b/.test(words) && words.includes(' or ')) return undefined
  return (typeof got === 'number' || typeof got === 'boolean') && words.startsWith('text')
    ? 'if these letters are meant, put them in quotes'
    : undefined
}

function describeJson(value: Json): string {
  return describeValue(value as YamlValue)
}

export function propertyListExpected(list: string, at: Location): Diagnostic {
  return problem(
    'invalid-property',
    `'${list}' must be a list of entries`,
    at,
    `write '${list}:' and below it '  - name: …'`,
  )
}

export function propertyNameMissing(list: string, at: Location): Diagnostic {
  return problem('invalid-property', `an entry of '${list}' has no name`, at, "begin it with '- name: …'")
}

export function unknownPropertyList(key: string, known: readonly string[], at: Location): Diagnostic {
  return warning(
    'unknown-property',
    `'${key}' means nothing here`,
    at,
    didYouMean(key, known) ?? `known are ${known.join(', ')}`,
  )
}

/** A key that is allowed, but looks like a slip for a known one. */
export function nearConfigKey(what: string, key: string, meant: string, at: Location): Diagnostic {
  return warning('unknown-config', `the config '${key}' of ${what} means nothing`, at, `did you mean '${meant}'?`)
}

export function nearProperty(what: string, key: string, meant: string, at: Location): Diagnostic {
  return warning('unknown-property', `${what}: '${key}' means nothing here`, at, `did you mean '${meant}'?`)
}

export function unusedConfigPath(path: string, hint: string, at: Location): Diagnostic {
  return warning('unused-config-path', `'${path}' configures nothing: no resource is there`, at, hint)
}

/** Properties of something that does not exist. */
export function propertiesWithoutNode(kind: string, name: string, known: Iterable<string>, at: Location): Diagnostic {
  const hint = didYouMean(name, known) ?? `no file of the project defines it`
  return warning('properties-without-node', `there is no ${kind} '${name}' these properties could describe`, at, hint)
}

export function wrongPropertyList(name: string, list: string, right: string, at: Location): Diagnostic {
  return warning(
    'properties-without-node',
    `'${name}' stands under '${list}:' but is one of the ${right}`,
    at,
    `move it to '${right}:'`,
  )
}

export function unknownLatestVersion(
  model: string,
  latest: Version,
  known: readonly Version[],
  at: Location,
): Diagnostic {
  return problem(
    'unknown-version',
    `model '${model}' has no version ${latest}, which is to be its latest`,
    at,
    `its versions are ${known.join(', ')}`,
  )
}

export function versionTwice(model: string, version: Version, at: Location): Diagnostic {
  return problem('duplicate-version', `model '${model}' has the version ${version} twice`, at, 'keep one of the two')
}

/** dbt wants the columns of a contract where it is described. */
export function contractWithoutColumns(model: string, at: Location): Diagnostic {
  return problem(
    'invalid-contract',
    `model '${model}' enforces its contract, and its properties declare no columns`,
    at,
    "list them below 'columns:', each with name and data_type",
  )
}

export function severalPrimaryKeys(model: string, columns: readonly string[], at: Location): Diagnostic {
  return problem(
    'invalid-contract',
    `model '${model}' has several primary keys: ${columns.join(', ')}`,
    at,
    'a key of several columns is one constraint of the model: constraints: [{type: primary_key, columns: […]}]',
  )
}

export function describedTwice(kind: string, name: string, other: Location, at: Location): Diagnostic {
  return problem(
    'duplicate-properties',
    `${kind} '${name}' is described twice, also in ${other.file} line ${other.line}`,
    at,
    'merge the two entries',
  )
}

export function duplicateName(kind: string, name: string, other: string, at: Location): Diagnostic {
  return problem(
    'duplicate-name',
    `there are two ${kind}s called '${name}': also in ${other}`,
    at,
    CALLED[kind] === undefined
      ? 'rename one of them'
      : `rename one of them; ${CALLED[kind]}('${name}') could mean either`,
  )
}

/** How templates name a kind of resource. */
const CALLED: Readonly<Record<string, string>> = {
  model: 'ref',
  seed: 'ref',
  snapshot: 'ref',
  function: 'function',
  metric: 'metric',
}

/** An error where the project wants it so, else a warning. */
export function nameWithSpace(kind: string, name: string, strict: boolean, at: Location): Diagnostic {
  const told = warning('name-with-space', `the name of the ${kind} '${name}' has a space in it`, at, 'rename it')
  return strict ? { ...told, severity: 'error' } : told
}

export function namesakes(first: string, second: string, name: string, strict: boolean, at: Location): Diagnostic {
  const told = warning(
    'same-name',
    `${first} and ${second} have the same name: ref('${name}') could mean either`,
    at,
    'rename one of them',
  )
  return strict ? { ...told, severity: 'error' } : told
}

/** What a property file says of a macro's arguments is not what the macro has. */
export function wrongMacroArguments(macro: string, what: string, at: Location): Diagnostic {
  return warning('macro-arguments', `the arguments described of macro '${macro}' are not its own: ${what}`, at)
}

/** The project's macro gave none where a node has to be built; `strict` as its flags have it. */
export function noSchema(name: string, strict: boolean, at: Location): Diagnostic {
  return {
    ...warning(
      'no-schema',
      `the macro generate_schema_name gives no schema for '${name}'`,
      at,
      'let it answer target.schema where no schema is configured',
    ),
    ...(strict ? { severity: 'error' } : {}),
  }
}

export function duplicateRelation(
  first: string,
  second: string,
  relation: string,
  at: Location | undefined,
): Diagnostic {
  return problem(
    'duplicate-relation',
    `${first} and ${second} would both be built as ${relation}`,
    at,
    "give one of them another 'alias' or 'schema'",
  )
}

export function unknownRef(
  name: string,
  packageName: string | null,
  version: string | number | null,
  known: Iterable<string>,
  at: Location | undefined,
): Diagnostic {
  const spelled = packageName === null ? `'${name}'` : `'${packageName}', '${name}'`
  const versioned = version === null ? '' : `, v=${version}`
  return problem(
    'unknown-ref',
    `ref(${spelled}${versioned}) finds no model, seed or snapshot`,
    at,
    didYouMean(name, known),
  )
}

export function disabledRef(name: string, at: Location | undefined): Diagnostic {
  return problem(
    'disabled-ref',
    `ref('${name}') finds a resource that is disabled`,
    at,
    "enable it (config 'enabled'), or do not depend on it",
  )
}

export function unknownSource(
  source: string,
  table: string,
  known: Iterable<string>,
  at: Location | undefined,
): Diagnostic {
  const near = didYouMean(`${source}.${table}`, known)?.replace(/'(.+)\.(.+)'/, "source('$1', '$2')")
  return problem(
    'unknown-source',
    `source('${source}', '${table}') is not declared`,
    at,
    near ?? 'declare it in a property file, for example sources.yml',
  )
}

export function disabledSource(source: string, table: string, at: Location | undefined): Diagnostic {
  return problem(
    'disabled-source',
    `source('${source}', '${table}') is disabled`,
    at,
    "enable it (config 'enabled'), or do not depend on it",
  )
}

export function unknownFunction(
  name: string,
  packageName: string | null,
  known: Iterable<string>,
  at: Location | undefined,
): Diagnostic {
  const spelled = packageName === null ? `'${name}'` : `'${packageName}', '${name}'`
  return problem(
    'unknown-function',
    `function(${spelled}) finds no function`,
    at,
    didYouMean(name, known) ?? `write its body into functions/${name}.sql`,
  )
}

export function disabledFunction(name: string, at: Location | undefined): Diagnostic {
  return problem(
    'disabled-function',
    `function('${name}') finds a function that is disabled`,
    at,
    "enable it (config 'enabled'), or do not call it",
  )
}

export function defaultBeforeNone(what: string, argument: string, at: Location): Diagnostic {
  return problem(
    'argument-without-default',
    `the argument '${argument}' of ${what} comes after one with a default and has none`,
    at,
    "give it a 'default_value', or put it before those that have one",
  )
}

export function invalidOverload(name: string, message: string, at: Location | undefined, hint: string): Diagnostic {
  return problem('invalid-overload', `function '${name}' ${message}`, at, hint)
}

export function unknownTest(name: string, near: string | undefined, at: Location): Diagnostic {
  return problem(
    'unknown-test-macro',
    `no generic test is called '${name}'`,
    at,
    near === undefined
      ? `define it with {% test ${name.slice(name.lastIndexOf('.') + 1)}(model) %} under tests/generic or macros, or install its package (assay deps)`
      : `did you mean '${near}'?`,
  )
}

/** `known` are the parameters of its macro, `model` among them. */
export function unknownTestArgument(
  test: string,
  name: string,
  column: string | null,
  known: readonly string[],
  at: Location,
): Diagnostic {
  if (name === 'column_name' && column !== null)
    return problem(
      'invalid-test',
      `the test '${test}' is one of whole models, and stands below the column '${column}'`,
      at,
      "move it to the data_tests of the model itself, or give its macro the parameter 'column_name'",
    )
  const taken = known.filter((parameter) => parameter !== 'model')
  return problem(
    'invalid-test',
    `the test '${test}' takes no argument '${name}'`,
    at,
    didYouMean(name, taken) ?? (taken.length === 0 ? 'it takes none' : `it takes ${taken.join(', ')}`),
  )
}

export function invalidTest(message: string, at: Location, hint?: string): Diagnostic {
  return problem('invalid-test', message, at, hint)
}

/** Something in a unit test that cannot be. */
export function invalidUnitTest(message: string, at: Location, hint?: string): Diagnostic {
  return problem('invalid-unit-test', message, at, hint)
}

export function unknownFixture(test: string, name: string, known: Iterable<string>, at: Location): Diagnostic {
  return problem(
    'unknown-fixture',
    `unit test '${test}' takes its rows from the fixture '${name}', which is not there`,
    at,
    didYouMean(name, known) ??
      `put ${name}.csv or ${name}.sql into tests/fixtures, and write its name without the ending`,
  )
}

export function unknownTestedModel(test: string, model: string, known: Iterable<string>, at: Location): Diagnostic {
  return problem(
    'unknown-tested-model',
    `unit test '${test}' tests the model '${model}', which is not there`,
    at,
    didYouMean(model, known) ?? 'a unit test stands in the package of its model',
  )
}

export function unknownGroup(
  group: string,
  node: string,
  known: Iterable<string>,
  at: Location | undefined,
): Diagnostic {
  return problem(
    'unknown-group',
    `${node} is in the group '${group}', which is not declared`,
    at,
    didYouMean(group, known),
  )
}

export function seedWithParents(seed: string, what: string, at: Location): Diagnostic {
  return problem(
    'seed-with-parents',
    `Seeds cannot depend on other nodes, and a hook of seed '${seed}' refers to ${what}`,
    at,
    'write the name of the relation, or put the statement into a hook of a model',
  )
}

export function privateRef(from: string, to: string, group: string | null, at: Location | undefined): Diagnostic {
  return problem(
    'private-ref',
    group === null
      ? `${from} refers to '${to}', which is private and in no group, so that nothing may refer to it`
      : `${from} refers to '${to}', which is private to the group '${group}'`,
    at,
    group === null
      ? "put both into one group, or change its 'access'"
      : "use it inside its group only, or change its 'access'",
  )
}

export function protectedRef(from: string, to: string, packageName: string, at: Location | undefined): Diagnostic {
  return problem(
    'protected-ref',
    `${from} refers to '${to}', which is protected in the package '${packageName}', whose access is restricted`,
    at,
    "refer to its public models only, or make this one public ('access: public')",
  )
}

export function publicEphemeral(name: string, at: Location | undefined): Diagnostic {
  return problem(
    'public-ephemeral',
    `model '${name}' is public and ephemeral: others could not read it`,
    at,
    "build it as a view, or make it 'protected'",
  )
}

/** A key that stands in `config` and beside it. */
export function configuredTwice(what: string, key: string, at: Location): Diagnostic {
  return problem('configured-twice', `${what} has '${key}' both under 'config' and beside it`, at, `keep config.${key}`)
}

/** An owner whom nobody could find. */
export function namelessOwner(what: string, at: Location): Diagnostic {
  return problem(
    'nameless-owner',
    `the owner of ${what} has neither a name nor an email`,
    at,
    "give it a 'name' or an 'email'",
  )
}

export function unknownDoc(name: string, known: Iterable<string>, at: Location | undefined): Diagnostic {
  return problem('unknown-doc', `doc('${name}') finds no docs block`, at, didYouMean(name, known))
}

export function duplicateDoc(name: string, other: string, at: Location): Diagnostic {
  return problem(
    'duplicate-doc',
    `there are two docs blocks called '${name}': also in ${other}`,
    at,
    'rename one of them',
  )
}

export function duplicateMacro(name: string, other: string, at: Location): Diagnostic {
  return problem('duplicate-macro', `two macros are called '${name}': also in ${other}`, at, 'rename one of them')
}

export function invalidSnapshot(name: string, message: string, at: Location | undefined, hint: string): Diagnostic {
  return problem('invalid-snapshot', `snapshot '${name}' ${message}`, at, hint)
}

/** A file of the snapshots folder from which nothing is made; dbt passes over it in silence. */
export function noSnapshotBlock(at: Location, stem: string): Diagnostic {
  return warning(
    'no-snapshot-block',
    'this file makes no snapshot: it has no {% snapshot … %}',
    at,
    `write {% snapshot ${stem} %} before its select and {% endsnapshot %} behind it, or move the select into a model and name that in YAML: snapshots: [{name: ${stem}, relation: ref('…')}]`,
  )
}

export function emptyProject(path: string): Diagnostic {
  return warning(
    'empty-project',
    'the project has no models, seeds, snapshots, tests or sources yet',
    { file: path, line: 1, column: 1 },
    "write a select into models/<name>.sql, or begin with 'assay init'",
  )
}

/** Any of the above, thrown on its own. */
export function fail(diagnostic: Diagnostic): AssayError {
  return new AssayError(diagnostic)
}

function writePath(path: ValuePath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

/** A microbatch model that lacks a config, or has one that is something else. */
export function badMicrobatchConfig(model: string, key: string, wanted: string, value: Json, at: Location): Diagnostic {
  const got = value === null ? `has no '${key}'` : `cannot have ${describeJson(value)} as '${key}'`
  return problem('microbatch-config', `the microbatch model '${model}' ${got}`, at, `${key} is ${wanted}`)
}

/** Nothing a microbatch model reads is cut to its batches: each batch reads everything. */
export function noEventTimeInputs(model: string, at: Location): Diagnostic {
  return warning(
    'microbatch-no-event-time',
    `no ref and no source of the microbatch model '${model}' has an event_time: every batch reads all of their rows`,
    at,
    "set 'event_time' in the config of what is to be filtered: the column of its time",
  )
}

/** A microbatch macro of the project's own, which the project says is to build models at once. */
export function ownMicrobatchAtOnce(at: Location): Diagnostic {
  return warning(
    'microbatch-macro-at-once',
    'microbatch models are built at once, by the macro get_incremental_microbatch_sql of the project: that is deprecated',
    at,
    "to build them in batches leave out 'flags: require_batched_execution_for_custom_microbatch_strategy: false'",
  )
}

/** An incremental model with a contract must say what becomes of columns that come and go. */
export function contractLosesColumns(model: string, change: string | null, at: Location): Diagnostic {
  return problem(
    'contract-schema-change',
    `the incremental model '${model}' has a contract, and on_schema_change is '${change}'`,
    at,
    "set on_schema_change to 'append_new_columns' or 'fail': then its table keeps the columns of the contract",
  )
}

/** `to` of a foreign key that is neither a ref nor a source. */
export function badForeignKey(model: string, to: string, at: Location): Diagnostic {
  return {
    code: 'bad-foreign-key',
    severity: 'error',
    message: `a foreign key of model '${model}' points to '${to}', which is neither a ref nor a source`,
    hint: "write to: ref('orders') or to: source('raw', 'orders'); or leave 'to' out and write expression: schema.orders (id)",
    at,
  }
}
