/**
 * Node → SQL. The flow: a scope for the node → its template rendered, refs and sources answered from the manifest →
 * ephemeral models it refers to compiled likewise and put before it as common table expressions.
 */

import type { JsonObject } from '../base/json.ts'
import type { Database } from '../context/database.ts'
import type { Invocation } from '../context/invocation.ts'
import { fromValue } from '../context/json-value.ts'
import type { DispatchOrder, MacroLibrary } from '../context/macro-library.ts'
import type { Names, Scope } from '../context/scope.ts'
import { StatementResults } from '../context/statement-results.ts'
import { renderTestArguments } from '../context/test-arguments.ts'
import type { VarTable } from '../context/var.ts'
import { type RenderedText, renderTemplate } from '../jinja/rendering.ts'
import type { Template } from '../jinja/template.ts'
import { type BehaviorFlag, behaves } from '../resources/behavior.ts'
import type { Deferral } from '../resources/deferral.ts'
import { describeNode, type ForeignKeys, storedRelation } from '../resources/describe.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import { buildsInBatches } from '../resources/microbatch.ts'
import type { DataTest, Model, Node, TemplateNode } from '../resources/node.ts'
import type { QueryComment } from '../resources/query-comment.ts'
import { writeRelation } from '../resources/relation.ts'
import type { Source } from '../resources/source.ts'
import type { Runnable, UnitTest } from '../resources/unit-test.ts'
import type { BatchBench } from './batch-bench.ts'
import { type Cte, injectCtes } from './ctes.ts'
import { placedAsDeclared } from './declared-places.ts'
import { cteNameTooLong, ephemeralCycle } from './errors.ts'
import { checkFeatureModel } from './feature-model.ts'
import { findForeignKeys } from './foreign-keys.ts'
import type { PlanLookBack } from './look-back.ts'
import { allFrom, joinMapped, type MappedText, mapped } from './mapped-text.ts'
import { NO_DATABASE } from './no-database.ts'
import { dataValue, NodeScope } from './node-scope.ts'
import { commentTemplate, defaultComment, MAIN, renderComment, type StatementComment } from './query-comment.ts'
import type { ReferenceOptions } from './references.ts'
import type { Hearing, RenderedBefore } from './rendered-before.ts'
import { Scopes } from './scopes.ts'
import type { SeedColumns } from './unit-test/column-finder.ts'
import { lendToUnitTests } from './unit-test/lend.ts'
import { type CompiledUnitTest, compileUnitTest, unitTestScope } from './unit-test/unit-test-compiler.ts'
import type { UnitTestHost } from './unit-test/unit-test-host.ts'
import { atUsersPlace } from './user-place.ts'

/** PostgreSQL cuts names after this many bytes, silently: two ephemeral models might become one. */
const MAX_NAME_BYTES = 63

/** Kinds of nodes whose texts are kept: these have one template, and are no action. */
const KEPT: ReadonlySet<Node['kind']> = new Set(['model', 'test', 'analysis', 'snapshot'])

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
  readonly queryComment: QueryComment
  /** Keeps what a materialization writes down. */
  readonly write: (node: Runnable, payload: string) => void
  /** What earlier commands rendered. */
  readonly before: RenderedBefore | null
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
  /** Set while the text may be kept for another command. */
  readonly hearing?: Hearing
}

export type { BatchBench, CompiledUnitTest, Database }

/** Compiles the nodes of one manifest; what several nodes share is made once. */
export class Compiler {
  /** Whether microbatch models are built batch by batch. */
  readonly buildsInBatches: boolean
  readonly #options: CompilerOptions
  readonly #scopes: Scopes
  readonly #unitTests: UnitTestHost
  #comment: Template | undefined
  readonly #ephemeral = new Map<UniqueId, Promise<CompiledNode>>()
  readonly #inlined = new Map<UniqueId, CompiledNode>()
  readonly #ctes = new Map<UniqueId, readonly Cte[]>()
  /** Of models that were compiled: the relations that foreign keys point to, by what was written. */
  readonly #foreignKeys = new Map<UniqueId, ForeignKeys>()

  constructor(options: CompilerOptions) {
    const { manifest, invocation } = options
    this.#options = options
    this.#scopes = new Scopes(options)
    this.#unitTests = lendToUnitTests(options, this.#scopes)
    this.buildsInBatches = buildsInBatches(manifest.macros.values(), invocation.projectFlags ?? {})
  }

  /** Of the same project with some resources elsewhere: refs lead there, and all rows are read. */
  elsewhere(manifest: Manifest, selected: readonly UniqueId[]): Compiler {
    const whole = { empty: false, sample: null, write: () => undefined, before: null }
    // What is elsewhere is there, so that the rest alone is deferred.
    const deferral = this.deferral === null ? null : { ...this.deferral, favorState: false }
    return new Compiler({ ...this.#options, ...whole, deferral, manifest, selected })
  }

  /** Where refs lead to what is not built here. */
  get deferral(): Deferral | null {
    return this.#options.deferral ?? null
  }

  /** The macros, as templates find them. */
  get library(): MacroLibrary {
    return this.#scopes.library
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
    const scope = this.#scopes.ofNode(node, { ...bench, more: names }, described, results, () => undefined)
    if (bench.batch?.adds === true) {
      scope.assign('is_incremental', () => true)
      scope.assign('should_full_refresh', () => false)
    }
    return new NodeScope(scope, results)
  }

  /** What statements say of the node they are sent for; null where they say nothing. */
  async comment(id: UniqueId | null): Promise<StatementComment | null> {
    const { queryComment, invocation, manifest } = this.#options
    if (queryComment.kind === 'none') return null
    const { append } = queryComment
    if (queryComment.kind === 'default') return { text: defaultComment(invocation.target, id), append }
    this.#comment ??= commentTemplate(queryComment.template)
    const node = id === null ? undefined : manifest.nodes.get(id)
    const scope = this.#scopes.ofProject({
      connection: NO_DATABASE,
      threadId: 'MainThread',
      more: {
        node: () => (node === undefined ? null : dataValue(describeNode(node))),
        connection_name: () => id ?? MAIN,
      },
    })
    return { text: await renderComment(this.#comment, scope), append }
  }

  /** The scope of a macro run on its own (`run-operation`): the project's, with a connection. */
  operationScope(bench: Bench): NodeScope {
    const results = new StatementResults()
    return new NodeScope(this.#scopes.ofProject(bench, results), results)
  }

  /** What the freshness query of a source sees: `this` is the source. */
  sourceScope(source: Source, bench: Bench): NodeScope {
    const results = new StatementResults()
    return new NodeScope(this.#scopes.ofSource(source, bench, results), results)
  }

  /** What a data test is given, rendered; nothing where it is no generic one. */
  async argumentsOf(test: DataTest, bench: Bench): Promise<JsonObject> {
    if (test.generic === null) return {}
    const { model: _model, ...given } = test.generic.kwargs
    const scope = this.#scopes.ofNode(
      test,
      bench,
      () => describeNode(test),
      new StatementResults(),
      () => undefined,
    )
    return fromValue(await renderTestArguments(given, test.originalPath, scope)) as JsonObject // a dict was rendered
  }

  /** The model of a unit test over its fixtures. `ofSeed` knows the columns of seeds that are not in the database. */
  async compileUnitTest(test: UnitTest, bench: Bench, ofSeed: SeedColumns): Promise<CompiledUnitTest> {
    return compileUnitTest(this.#unitTests, test, bench, ofSeed)
  }

  /** All that the materialization `unit` sees. */
  unitTestScope(compiled: CompiledUnitTest, bench: Bench): NodeScope {
    return unitTestScope(this.#unitTests, compiled, bench)
  }

  async #compile(node: TemplateNode, bench: Bench, within: readonly UniqueId[]): Promise<CompiledNode> {
    const used = new Map<UniqueId, Model>()
    const { text, segments } = this.#before(node, bench)?.textOf(node.id) ?? (await this.#render(node, bench, used))
    const written = mapped(text, segments, node.template.file, node.template.source)
    const own = this.#ofYaml(written, node)
    if (node.kind === 'model') {
      this.#checkFeatures(node, own)
      const foreignKeys = await findForeignKeys(node, this.#scopes.references, bench.connection)
      if (foreignKeys.size > 0) this.#foreignKeys.set(node.id, foreignKeys)
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
      const scope = this.#scopeOf(node, bench, used)
      const body = await renderTemplate(template, scope)
      const inside = await this.#ctesOf([...used.values()], bench, [...within, node.id])
      overloads.push(injectCtes(mapped(body.text, body.segments, template.file, template.source), inside))
    }
    return { ...compiled, overloads }
  }

  /** Earlier commands, where what they rendered may stand for this: with the usual names, and not of one batch. */
  #before(node: TemplateNode, { batch, more }: Bench): RenderedBefore | null {
    return batch === undefined && more === undefined && KEPT.has(node.kind) ? this.#options.before : null
  }

  /** The text of a node, kept for another command where it can be; `used` gets the ephemeral models it refers to. */
  async #render(node: TemplateNode, bench: Bench, used: Map<UniqueId, Model>): Promise<RenderedText> {
    const hearing = this.#before(node, bench)?.listen(node.id) ?? null
    const scope = this.#scopeOf(node, hearing === null ? bench : { ...bench, hearing }, used)
    if (node.kind === 'test' && node.generic !== null) {
      scope.assign('_dbt_generic_test_kwargs', await renderTestArguments(node.generic.kwargs, node.originalPath, scope))
    }
    const text = await renderTemplate(node.template, scope)
    // What stands inside may be edited without this node being so.
    if (used.size === 0) hearing?.keep(text)
    return text
  }

  #scopeOf(node: Node, bench: Bench, used: Map<UniqueId, Model>): Scope {
    return this.#scopes.ofNode(
      node,
      bench,
      () => describeNode(node),
      new StatementResults(),
      (model) => used.set(model.id, model),
    )
  }

  /** Code that was made of YAML leads back to that. */
  #ofYaml(code: MappedText, node: TemplateNode): MappedText {
    if (node.kind === 'test' && node.generic !== null) return allFrom(code, node.generic.at)
    const isDeclared = node.kind === 'model' && node.declared !== undefined
    return isDeclared ? placedAsDeclared(code, node, this.#options.manifest) : code
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
    const { text, segments } = await renderTemplate(model.template, this.#scopeOf(model, bench, used))
    const ctes = await this.#ctesOf([...used.values()], bench, [...within, model.id])
    const code = mapped(text, segments, model.template.file, model.template.source)
    this.#inlined.set(model.id, { node: model, code: injectCtes(code, ctes), ctes, relationName: null })
    return { node: model, code, ctes, relationName: null }
  }
}

/** As in dbt a foreign key of a compiled node points to a relation, and no longer to a ref. */
function describedWith(node: Node, code: string | undefined, foreignKeys: ForeignKeys | undefined): () => JsonObject {
  if (code === undefined) return () => describeNode(node)
  const made = { code, ctes: [], compiledPath: null, buildPath: null, ...(foreignKeys && { foreignKeys }) }
  return () => ({ ...describeNode(node, made), compiled_sql: code })
}
