/** What templates see while a unit test is compiled and run. */
import type { JsonObject } from '../../base/json.ts'
import { envVarFunction } from '../../context/env-var.ts'
import { toTemplateValue } from '../../context/json-value.ts'
import { RelationValue } from '../../context/relation-value.ts'
import { runNames } from '../../context/run-names.ts'
import { type Names, Scope } from '../../context/scope.ts'
import { StatementResults } from '../../context/statement-results.ts'
import type { VarLookup } from '../../context/var.ts'
import type { Value } from '../../jinja/values/value.ts'
import { featureViewOf } from '../../resources/declared.ts'
import { describeNode, describeSource } from '../../resources/describe.ts'
import type { Model } from '../../resources/node.ts'
import type { Ref, SourceRef } from '../../resources/ref.ts'
import type { UnitTest } from '../../resources/unit-test.ts'
import type { Bench } from '../compiler.ts'
import { missingInput } from '../errors.ts'
import type { Standing } from './input-columns.ts'
import type { UnitTestHost } from './unit-test-host.ts'

export interface ScopeParts {
  readonly packageName: string
  readonly fqn: readonly string[]
  readonly owner: string
  readonly config: JsonObject
  readonly describe: () => JsonObject
  readonly self: RelationValue | null
  readonly database: string | null
  readonly schema: string
  readonly ref: (ref: Ref) => Value
  readonly source: (ref: SourceRef) => Value
  readonly results?: StatementResults
  readonly write?: (payload: string) => void
  /** Vars that go before all others. */
  readonly vars?: VarLookup['layers'][number]
  readonly answers?: ReadonlyMap<string, Value>
  readonly names?: Names
}

export function scopeOf(host: UnitTestHost, bench: Bench, parts: ScopeParts): Scope {
  const { invocation } = host
  const lookup = host.vars.forNode(parts.packageName, parts.fqn)
  const scope: Scope = new Scope({
    library: host.library,
    packageName: parts.packageName,
    ...(parts.answers === undefined ? {} : { answers: parts.answers }),
    names: runNames({
      invocation,
      threadId: bench.threadId,
      scope: () => scope,
      vars: parts.vars === undefined ? lookup : { ...lookup, layers: [parts.vars, ...lookup.layers] },
      owner: parts.owner,
      config: parts.config,
      describe: parts.describe,
      self: parts.self,
      database: parts.database ?? invocation.target.database,
      schema: parts.schema,
      ref: parts.ref,
      source: parts.source,
      function: (name, from) => host.function(name, from, parts.packageName, bench.connection),
      connection: bench.connection,
      results: parts.results ?? new StatementResults(),
      graph: host.graph,
      selected: () => host.selected,
      write: parts.write ?? (() => undefined),
      more: { pre_hooks: () => [], post_hooks: () => [], ...bench.more, ...parts.names },
    }),
  })
  return scope
}

/** The model's template under test: its inputs answer with fixtures, its macros, vars and env vars as overridden. */
export function modelScope(
  host: UnitTestHost,
  test: UnitTest,
  model: Model,
  bench: Bench,
  fixture: (id: string) => RelationValue | undefined,
): Scope {
  const overrides = test.overrides
  const answers = new Map<string, Value>()
  const plain = new Map<string, Value>()
  for (const [name, given] of Object.entries(overrides?.macros ?? {})) {
    const value = toTemplateValue(given)
    const dot = name.indexOf('.')
    const namespaced = dot === -1 ? undefined : host.library.findIn(name.slice(0, dot), name.slice(dot + 1))
    const found = dot === -1 ? host.library.find(name, model.package) : undefined
    if (namespaced !== undefined) answers.set(namespaced.id, value)
    else if (found?.kind === 'macro') {
      answers.set(found.macro.id, value)
      const inDbt = host.library.findIn('dbt', name)
      if (inDbt !== undefined) answers.set(inDbt.id, value)
    } else if (dot === -1) plain.set(name, value)
  }
  const environment = { ...host.invocation.environment }
  for (const [name, value] of Object.entries(overrides?.env_vars ?? {})) environment[name] = String(value)
  const missing = (input: string) => missingInput(input, test.name, model.name, test.at)
  const scope = scopeOf(host, bench, {
    packageName: model.package,
    fqn: test.fqn,
    owner: host.ownerOf(test),
    config: { ...test.config, materialized: 'unit' } as unknown as JsonObject,
    describe: () => describeAsNode(test, model),
    self: fixture(model.id) ?? null,
    database: model.database,
    schema: model.schema,
    ...(overrides === null ? {} : { vars: overrides.vars }),
    answers,
    ref: (ref) => {
      const target = host.refTarget(ref, model.package)
      const found = fixture(target.id)
      if (found !== undefined) return found
      // What it declares is read, and not its rows: those that count are of what it reads.
      if (featureViewOf(target) === null) throw missing(spelledRef(ref))
      return RelationValue.cte(cteName(target))
    },
    source: (ref) => {
      const found = fixture(host.sourceTarget(ref, model.package).id)
      if (found === undefined) throw missing(`source('${ref.source}', '${ref.table}')`)
      return found
    },
    names: { env_var: () => envVarFunction(environment) },
  })
  for (const [name, value] of plain) if (scope.lookup(name) !== undefined) scope.assign(name, value)
  return scope
}

function spelledRef({ name, package: owner, version }: Ref): string {
  const args = owner === null ? `'${name}'` : `'${owner}', '${name}'`
  return version === null ? `ref(${args})` : `ref(${args}, v=${version})`
}

/** The variable `model` of an input: what it stands in for, as the model dbt makes of it. */
export function describeInput(standing: Standing): JsonObject {
  const described = standing.kind === 'source' ? describeSource(standing) : describeNode(standing)
  return { ...described, resource_type: 'model' }
}

/** The variable `model` of the test itself. */
export function describeAsNode(test: UnitTest, model: Model): JsonObject {
  return {
    ...describeNode(model),
    name: test.name,
    alias: test.name,
    resource_type: 'unit_test',
    package_name: test.package,
    original_file_path: test.originalPath,
    unique_id: test.id,
    fqn: test.id.split('.'),
    tested_node_unique_id: model.id,
  }
}

/** What an input is called in SQL after dbt's prefix: a source's table with its source. */
export function cteName(standing: Standing): string {
  return standing.kind === 'source' ? `${standing.sourceName}__${standing.name}` : standing.alias
}

/** The relation an input stands in for. */
export function relationOf(standing: Standing): RelationValue {
  if (standing.kind === 'source') return RelationValue.from(standing.relation)
  const { database, schema, alias, relation } = standing
  return relation === null
    ? RelationValue.create({ database, schema, identifier: alias })
    : RelationValue.from(relation)
}
