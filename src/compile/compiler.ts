/**
 * Node → SQL. The flow: a scope for the node → its template rendered, refs and sources answered from the manifest →
 * ephemeral models it refers to compiled likewise and put before it as common table expressions.
 */

import type { JsonObject } from '../base/json.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Database } from '../context/database.ts'
import { graphValue } from '../context/graph.ts'
import type { Invocation } from '../context/invocation.ts'
import { toValue } from '../context/json-value.ts'
import { lazyDict } from '../context/lazy-dict.ts'
import type { LogEntry } from '../context/log.ts'
import { type DispatchOrder, MacroLibrary } from '../context/macro-library.ts'
import { RelationValue } from '../context/relation-value.ts'
import { type RunHost, runNames } from '../context/run-names.ts'
import { type Names, Scope } from '../context/scope.ts'
import { StatementResults } from '../context/statement-results.ts'
import { renderTestArguments } from '../context/test-arguments.ts'
import type { VarTable } from '../context/var.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import type { Dict, Value } from '../jinja/values/value.ts'
import { windowOf } from '../resources/batch.ts'
import { type BehaviorFlag, behaves } from '../resources/behavior.ts'
import { describeNode, describeSource, type ForeignKeys, storedRelation } from '../resources/describe.ts'
import type { UniqueId } from '../resources/ids.ts'
import { buildsInBatches } from '../resources/microbatch.ts'
import type { Model, Node, TemplateNode } from '../resources/node.ts'
import { writeRelation } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'
import type { Runnable, UnitTest } from '../resources/unit-test.ts'
import { type BatchBench, batchNames } from './batch-bench.ts'
import { type Cte, injectCtes } from './ctes.ts'
import { placedAsDeclared } from './declared-places.ts'
import { cteNameTooLong, ephemeralCycle, invalidInput, unforeseenRef, unknownInput } from './errors.ts'
import { checkFeatureModel } from './feature-model.ts'
import { lookBackNames, type PlanLookBack } from './look-back.ts'
import { allFrom, joinMapped, type MappedText, mapped } from './mapped-text.ts'
import { NodeScope } from './node-scope.ts'
import { ownerOf } from './owner.ts'
import { type Referable, type ReferenceOptions, References } from './references.ts'
import type { SeedColumns } from './unit-test/column-finder.ts'
import { type CompiledUnitTest, compileUnitTest, unitTestScope } from './unit-test/unit-test-compiler.ts'
import type { UnitTestHost } from './unit-test/unit-test-host.ts'
import { atUsersPlace } from './user-place.ts'

/** PostgreSQL cuts names after this many bytes, silently: two ephemeral models might become one. */
const MAX_NAME_BYTES = 63

/** What compiling finds beside the code itself. */
export interface BesideCode {
  /** The ephemeral models inside, in the order they stand in. */
  readonly ctes: readonly Cte[]
  readonly foreignKeys?: ForeignKeys
}

/** A node with the SQL that was made of it. */
export interface CompiledNode extends BesideCode {
  readonly node: TemplateNode
  readonly code: MappedText
  readonly relationName: string | null
  /** Of a function, the bodies of its overloads. */
  readonly overloads?: readonly MappedText[]
}

export interface CompilerOptions extends ReferenceOptions {
  readonly invocation: Invocation
  readonly vars: VarTable
  readonly dispatch: readonly DispatchOrder[]
  /** Keeps what a materialization writes down. */
  readonly write: (node: Runnable, payload: string) => void
}

/** How one node is being compiled: on which connection, and what names it gets beside the usual ones. */
export interface Bench {
  readonly connection: Database
  readonly threadId: string
  readonly more?: Names
  /** Set while one batch of a microbatch model is compiled and built. */
  readonly batch?: BatchBench
  /** Set while a node is compiled to be run: decides how relations are looked back into. */
  readonly planLookBack?: PlanLookBack
}

export type { BatchBench, CompiledUnitTest, Database }

/** What templates are told of something that is no node. */
interface Loose extends Pick<RunHost, 'owner' | 'config' | 'describe' | 'self' | 'database' | 'schema'> {
  readonly packageName: string
  readonly fqn: readonly string[]
}

/** Compiles the nodes of one manifest; what several nodes share is made once. */
export class Compiler {
  readonly library: MacroLibrary
  /** Whether microbatch models are built batch by batch. */
  readonly buildsInBatches: boolean
  readonly #options: CompilerOptions
  readonly #references: References
  readonly #graph: () => Dict
  readonly #ephemeral = new Map<UniqueId, Promise<CompiledNode>>()
  readonly #inlined = new Map<UniqueId, CompiledNode>()
  readonly #ctes = new Map<UniqueId, readonly Cte[]>()
  /** Of models that were compiled: the relations that foreign keys point to, by what was written. */
  readonly #foreignKeys = new Map<UniqueId, ForeignKeys>()

  constructor(options: CompilerOptions) {
    const { manifest } = options
    this.#options = options
    const flags = options.invocation.projectFlags ?? {}
    this.library = new MacroLibrary(
      manifest.macros.values(),
      manifest.projectName,
      options.dispatch,
      !behaves(flags, 'require_explicit_package_overrides_for_builtin_materializations'),
    )
    this.buildsInBatches = buildsInBatches(manifest.macros.values(), flags)
    this.#references = new References(options)
    this.#graph = lazyDict(() => graphValue(manifest))
  }

  /** SQL for a node. Errors carry the place in the node's file and the macros that led there. */
  async compile(node: TemplateNode, bench: Bench): Promise<CompiledNode> {
    try {
      return await this.#compile(node, bench, [])
    } catch (error) {
      throw atUsersPlace(error, node)
    }
  }

  /** Compiles an ephemeral model on its own account, as if another needed it. */
  async compileInlined(model: Model, bench: Bench): Promise<void> {
    try {
      await this.#compiledEphemeral(model, bench, [])
    } catch (error) {
      throw atUsersPlace(error, model)
    }
  }

  /** What is the same for all templates. */
  get invocation(): Invocation {
    return this.#options.invocation
  }

  /** True where refs and sources are read in part only (`--empty`, `--sample`). */
  get readsInPart(): boolean {
    return this.#options.empty || this.#options.sample !== null
  }

  /** Whether the project's `flags:` ask for a behaviour. */
  behaves(flag: BehaviorFlag): boolean {
    return behaves(this.#options.invocation.projectFlags ?? {}, flag)
  }

  /** The ephemeral models that were compiled into others so far, each as a query of its own. */
  inlined(): readonly CompiledNode[] {
    return [...this.#inlined.values()]
  }

  /** Of a node that was compiled what is not in its code alone. */
  besideCodeOf(id: UniqueId): BesideCode {
    const foreignKeys = this.#foreignKeys.get(id)
    return { ctes: this.#ctes.get(id) ?? [], ...(foreignKeys === undefined ? {} : { foreignKeys }) }
  }

  /** All that templates of `node` see while it runs; `compiled` is what was made of it, where it has code. */
  scope(node: Node, bench: Bench, compiled: CompiledNode | null): NodeScope {
    const code = compiled?.code.text
    const described = describedWith(node, code, this.#foreignKeys.get(node.id))
    const names: Names = { sql: () => code ?? null, compiled_code: () => code ?? null, ...bench.more }
    const results = new StatementResults()
    const scope = this.#scope(node, { ...bench, more: names }, described, results, () => undefined)
    if (bench.batch?.adds === true) {
      scope.assign('is_incremental', () => true)
      scope.assign('should_full_refresh', () => false)
    }
    return new NodeScope(scope, results)
  }

  /** The scope of a macro run on its own (`run-operation`): the project's, with a connection. */
  operationScope(bench: Bench): NodeScope {
    const { invocation, manifest } = this.#options
    const { projectName } = manifest
    return this.#looseScope(bench, {
      packageName: projectName,
      fqn: [projectName],
      owner: projectName,
      config: {},
      describe: () => ({}),
      self: null,
      database: invocation.target.database,
      schema: invocation.target.schema,
    })
  }

  /** What the freshness query of a source sees: `this` is the source. */
  sourceScope(source: Source, bench: Bench): NodeScope {
    return this.#looseScope(bench, {
      packageName: source.package,
      fqn: source.fqn,
      owner: `source '${source.sourceName}.${source.name}'`,
      config: source.config as unknown as JsonObject,
      describe: () => describeSource(source),
      self: RelationValue.from(source.relation),
      database: source.database ?? this.#options.invocation.target.database,
      schema: source.schema,
    })
  }

  /** The scope of what is no node: it depends on nothing, so that it may refer to all there is. */
  #looseScope(bench: Bench, { packageName, fqn, ...described }: Loose): NodeScope {
    const { invocation, vars, selected } = this.#options
    const results = new StatementResults()
    const scope: Scope = new Scope({
      library: this.library,
      packageName,
      names: runNames({
        ...described,
        invocation,
        threadId: bench.threadId,
        scope: () => scope,
        vars: vars.forNode(packageName, fqn),
        ref: (ref) => this.#references.refOfOperation(ref, packageName, bench.connection),
        source: (ref) => this.#references.source(ref, packageName),
        function: (name, from) => this.#references.function(name, from, packageName, bench.connection),
        connection: bench.connection,
        results,
        graph: this.#graph,
        selected: () => selected,
        write: () => undefined,
        ...(bench.more === undefined ? {} : { more: bench.more }),
      }),
    })
    return new NodeScope(scope, results)
  }

  /** The model of a unit test over its fixtures. `ofSeed` knows the columns of seeds that are not in the database. */
  async compileUnitTest(test: UnitTest, bench: Bench, ofSeed: SeedColumns): Promise<CompiledUnitTest> {
    return compileUnitTest(this.#unitTestHost(), test, bench, ofSeed)
  }

  /** All that the materialization `unit` sees. */
  unitTestScope(compiled: CompiledUnitTest, bench: Bench): NodeScope {
    return unitTestScope(this.#unitTestHost(), compiled, bench)
  }

  #unitTestHost(): UnitTestHost {
    const { manifest, invocation, vars, selected, write } = this.#options
    const byId = (id: UniqueId): Referable | Source | undefined => {
      const node = manifest.nodes.get(id)
      return node === undefined || !isReferable(node) ? manifest.sources.get(id) : node
    }
    return {
      invocation,
      vars,
      library: this.library,
      graph: this.#graph,
      selected,
      write,
      byId,
      ownerOf,
      modelOf: (test) => {
        const model = byId(test.dependsOn.nodes[0] ?? test.id)
        if (model?.kind !== 'model') throw new Error(`${test.id} has no model`)
        return model
      },
      standing: (test, model, { input, target, inputAt }) => {
        if (target === null) throw invalidInput(input, test.name, inputAt)
        if (target.kind === 'this') return model
        const found =
          target.kind === 'ref'
            ? this.#references.directory.node(target.ref, test.package)
            : this.#references.directory.source(target.source, test.package)
        if (found !== undefined && found !== 'disabled') return found
        const { nodeNames, sourceNames } = this.#references.directory
        const hint =
          found === 'disabled'
            ? "it is disabled: enable it (config 'enabled')"
            : target.kind === 'ref'
              ? didYouMean(target.ref.name, nodeNames)
              : didYouMean(`${target.source.source}.${target.source.table}`, sourceNames)
        throw unknownInput(input, test.name, hint, inputAt)
      },
      refTarget: (ref, packageName) => this.#references.find(ref, packageName),
      sourceTarget: (ref, packageName) => this.#references.findSource(ref, packageName),
      function: (name, from, packageName, connection) => this.#references.function(name, from, packageName, connection),
      deferred: ({ id, relation }) => {
        const elsewhere = this.#options.deferral?.relations.get(id)
        return elsewhere === undefined || relation === null ? null : RelationValue.from({ ...relation, ...elsewhere })
      },
      refusedRef: (ref, test) => {
        throw unforeseenRef(ref, ownerOf(test))
      },
    }
  }

  async #compile(node: TemplateNode, bench: Bench, within: readonly UniqueId[]): Promise<CompiledNode> {
    const used = new Map<UniqueId, Model>()
    const scope = this.#scope(
      node,
      bench,
      () => describeNode(node),
      new StatementResults(),
      (model) => used.set(model.id, model),
    )
    if (node.kind === 'test' && node.generic !== null) {
      scope.assign('_dbt_generic_test_kwargs', await renderTestArguments(node.generic.kwargs, node.originalPath, scope))
    }
    const { text, segments } = await renderTemplate(node.template, scope)
    const written = mapped(text, segments, node.template.file, node.template.source)
    const own = this.#ofYaml(written, node)
    if (node.kind === 'model') {
      this.#checkFeatures(node, own)
      await this.#findForeignKeys(node, bench)
    }
    const ctes = await this.#ctesOf([...used.values()], bench, [...within, node.id])
    if (ctes.length > 0) this.#ctes.set(node.id, ctes)
    const relation = storedRelation(node)
    const compiled: CompiledNode = {
      node,
      code: injectCtes(own, ctes),
      ...this.besideCodeOf(node.id),
      relationName: relation === null ? null : writeRelation(relation),
    }
    if (node.kind !== 'function') return compiled
    const overloads: MappedText[] = []
    for (const { template } of node.overloads) {
      used.clear()
      const body = await renderTemplate(template, scope)
      const inside = await this.#ctesOf([...used.values()], bench, [...within, node.id])
      overloads.push(injectCtes(mapped(body.text, body.segments, template.file, template.source), inside))
    }
    return { ...compiled, overloads }
  }

  /** Code that was made of YAML leads back to that. */
  #ofYaml(code: MappedText, node: TemplateNode): MappedText {
    if (node.kind === 'test' && node.generic !== null) return allFrom(code, node.generic.at)
    const isDeclared = node.kind === 'model' && node.declared !== undefined
    return isDeclared ? placedAsDeclared(code, node, this.#options.manifest) : code
  }

  /** What the foreign keys of a model point to, for the statement that makes its table. */
  async #findForeignKeys(model: Model, { connection }: Bench): Promise<void> {
    const all = [...model.constraints, ...[...model.columns.values()].flatMap(({ constraints }) => constraints)]
    const found = new Map<string, string>()
    for (const { to, target } of all) {
      if (to === null || target === undefined || found.has(to)) continue
      const value =
        target.kind === 'ref'
          ? await this.#references.ref(target.ref, model, () => undefined, connection, null)
          : this.#references.source(target.source, model.package)
      if (value instanceof RelationValue) found.set(to, value.render())
    }
    if (found.size > 0) this.#foreignKeys.set(model.id, found)
  }

  #checkFeatures(model: Model, code: MappedText): void {
    const { sources } = this.#options.manifest
    checkFeatureModel(
      model,
      code,
      model.dependsOn.nodes.flatMap((id) => sources.get(id) ?? []),
    )
  }

  /** The ephemeral models a node refers to, each after those it refers to itself, none twice. */
  async #ctesOf(models: readonly Model[], bench: Bench, within: readonly UniqueId[]): Promise<readonly Cte[]> {
    const ctes = new Map<UniqueId, Cte>()
    for (const model of models) {
      if (within.includes(model.id)) throw ephemeralCycle([...within.slice(within.indexOf(model.id)), model.id])
      const name = `__dbt__cte__${model.alias}`
      if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw cteNameTooLong(model.name, name)
      const inner = await this.#compiledEphemeral(model, bench, within)
      for (const cte of inner.ctes) ctes.set(cte.id, cte)
      ctes.set(model.id, { id: model.id, code: joinMapped([` ${name} as (\n`, inner.code, '\n)']) })
    }
    return [...ctes.values()]
  }

  /** Without its own ctes injected: they stand beside it in the model that uses it. */
  async #compiledEphemeral(model: Model, bench: Bench, within: readonly UniqueId[]): Promise<CompiledNode> {
    let compiled = this.#ephemeral.get(model.id)
    if (compiled === undefined) {
      // What it reads is not cut to the batch of who refers to it, as in dbt: the reference to it is.
      const { batch: _batch, ...bare } = bench
      compiled = this.#compileBare(model, bare, within)
      this.#ephemeral.set(model.id, compiled)
      compiled.catch(() => this.#ephemeral.delete(model.id))
    }
    return compiled
  }

  async #compileBare(model: Model, bench: Bench, within: readonly UniqueId[]): Promise<CompiledNode> {
    const used = new Map<UniqueId, Model>()
    const scope = this.#scope(
      model,
      bench,
      () => describeNode(model),
      new StatementResults(),
      (other) => used.set(other.id, other),
    )
    const { text, segments } = await renderTemplate(model.template, scope)
    const ctes = await this.#ctesOf([...used.values()], bench, [...within, model.id])
    const code = mapped(text, segments, model.template.file, model.template.source)
    this.#inlined.set(model.id, { node: model, code: injectCtes(code, ctes), ctes, relationName: null })
    return { node: model, code, ctes, relationName: null }
  }

  #scope(
    node: Node,
    bench: Bench,
    describe: () => JsonObject,
    results: StatementResults,
    uses: (model: Model) => void,
  ): Scope {
    const { vars } = this.#options
    const { log } = this.#options.invocation
    const invocation = { ...this.#options.invocation, log: (entry: LogEntry) => log({ ...entry, node: node.id }) }
    const { batch } = bench
    const window = batch === undefined ? null : windowOf(batch.batch)
    const host = { owner: ownerOf(node), config: node.config as unknown as JsonObject, describe }
    const self = batch?.beside ? RelationValue.from(batch.beside) : selfOf(node)
    const scope: Scope = new Scope({
      library: this.library,
      packageName: node.package,
      names: runNames({
        invocation,
        threadId: bench.threadId,
        scope: () => scope,
        vars: vars.forNode(node.package, node.fqn),
        ...host,
        self,
        database: node.database ?? invocation.target.database,
        schema: node.schema,
        ref: (ref) =>
          node.kind === 'operation'
            ? this.#references.refOfOperation(ref, node.package, bench.connection)
            : this.#references.ref(ref, node, uses, bench.connection, window),
        source: (ref) => this.#references.source(ref, node.package, node, window),
        function: (name, from) => this.#references.function(name, from, node.package, bench.connection),
        connection: bench.connection,
        results,
        graph: this.#graph,
        selected: () => this.#options.selected,
        write: (payload) => this.#options.write(node, payload),
        more: {
          pre_hooks: () => hooksOf(node, 'pre-hook'),
          post_hooks: () => hooksOf(node, 'post-hook'),
          ...(batch === undefined ? {} : batchNames(batch.batch, host)),
          ...(bench.planLookBack === undefined ? {} : lookBackNames(bench.planLookBack, node)),
          ...bench.more,
        },
      }),
    })
    return scope
  }
}

/** `this`: the node's own relation, also of tests that store nothing; none for operations. */
function selfOf(node: Node): RelationValue | null {
  if (node.kind === 'operation') return null
  if (node.relation !== null) return RelationValue.from(node.relation)
  return RelationValue.create({ database: node.database, schema: node.schema, identifier: node.alias })
}

function hooksOf(node: Node, when: 'pre-hook' | 'post-hook'): Value {
  return node.kind === 'test' ? [] : node.config[when].map((hook) => toValue({ ...hook }))
}

function isReferable(node: Node): node is Referable {
  return node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot'
}

/** As in dbt a foreign key of a compiled node points to a relation, and no longer to a ref. */
function describedWith(node: Node, code: string | undefined, foreignKeys: ForeignKeys | undefined): () => JsonObject {
  if (code === undefined) return () => describeNode(node)
  const made = { code, ctes: [], compiledPath: null, buildPath: null, ...(foreignKeys && { foreignKeys }) }
  return () => ({ ...describeNode(node, made), compiled_sql: code })
}
