/** What templates see while they are compiled and run; shared by all nodes of a manifest. */
import type { JsonObject } from '../base/json.ts'
import { graphValue } from '../context/graph.ts'
import { toValue } from '../context/json-value.ts'
import { lazyDict } from '../context/lazy-dict.ts'
import type { LogEntry } from '../context/log.ts'
import { MacroLibrary } from '../context/macro-library.ts'
import { RelationValue } from '../context/relation-value.ts'
import { type RunHost, runNames } from '../context/run-names.ts'
import { type Names, Scope } from '../context/scope.ts'
import { StatementResults } from '../context/statement-results.ts'
import type { Dict, Value } from '../jinja/values/value.ts'
import { windowOf } from '../resources/batch.ts'
import { behaves } from '../resources/behavior.ts'
import { describeSource } from '../resources/describe.ts'
import type { Model, Node } from '../resources/node.ts'
import type { Source } from '../resources/source.ts'
import { batchNames } from './batch-bench.ts'
import type { Bench, CompilerOptions } from './compiler.ts'
import { lookBackNames } from './look-back.ts'
import { ownerOf } from './owner.ts'
import { References } from './references.ts'
import { heardDatabase } from './rendered-before.ts'

/** What templates are told of something that is no node. */
interface Loose extends Pick<RunHost, 'owner' | 'config' | 'describe' | 'self' | 'database' | 'schema'> {
  readonly packageName: string
  readonly fqn: readonly string[]
}

export class Scopes {
  readonly library: MacroLibrary
  readonly references: References
  /** `graph` */
  readonly graph: () => Dict
  readonly #options: CompilerOptions

  constructor(options: CompilerOptions) {
    const { manifest } = options
    this.#options = options
    this.library = new MacroLibrary(
      manifest.macros.values(),
      manifest.projectName,
      options.dispatch,
      !behaves(
        options.invocation.projectFlags ?? {},
        'require_explicit_package_overrides_for_builtin_materializations',
      ),
    )
    this.references = new References(options)
    this.graph = lazyDict(() => graphValue(manifest))
  }

  /** What the template of a node sees; `uses` hears of the ephemeral models it refers to. */
  ofNode(
    node: Node,
    bench: Bench,
    describe: () => JsonObject,
    results: StatementResults,
    uses: (model: Model) => void,
  ): Scope {
    const { vars } = this.#options
    const { log } = this.#options.invocation
    const own = { ...this.#options.invocation, log: (entry: LogEntry) => log({ ...entry, node: node.id }) }
    const { batch, hearing } = bench
    const invocation = hearing?.of(own) ?? own
    const connection = hearing === undefined ? bench.connection : heardDatabase(bench.connection, hearing)
    const heard = <T>(answer: T): T => {
      hearing?.heard()
      return answer
    }
    const told = (names: Names): Names =>
      Object.fromEntries(Object.entries(names).map(([name, value]) => [name, () => heard(value())]))
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
            ? this.references.refOfOperation(ref, node.package, connection)
            : this.references.ref(ref, node, uses, connection, window),
        source: (ref) => this.references.source(ref, node.package, node, window),
        function: (name, from) => this.references.function(name, from, node.package, connection),
        connection,
        results,
        graph: () => heard(this.graph()),
        selected: () => heard(this.#options.selected),
        write: (payload) => heard(this.#options.write(node, payload)),
        more: {
          thread_id: () => heard(bench.threadId),
          pre_hooks: () => hooksOf(node, 'pre-hook'),
          post_hooks: () => hooksOf(node, 'post-hook'),
          ...(batch === undefined ? {} : batchNames(batch.batch, host)),
          ...(bench.planLookBack === undefined ? {} : told(lookBackNames(bench.planLookBack, node))),
          ...bench.more,
        },
      }),
      chance: invocation.chance,
      // Some are there only while a node is run.
      ...(hearing === undefined ? {} : { onNamesAsked: () => hearing.heard() }),
    })
    return scope
  }

  /** The project's own, for what belongs to no node. */
  ofProject(bench: Bench, results = new StatementResults()): Scope {
    const { invocation, manifest } = this.#options
    const { projectName } = manifest
    return this.#loose(bench, results, {
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
  ofSource(source: Source, bench: Bench, results: StatementResults): Scope {
    return this.#loose(bench, results, {
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
  #loose(bench: Bench, results: StatementResults, { packageName, fqn, ...described }: Loose): Scope {
    const { invocation, vars, selected } = this.#options
    const scope: Scope = new Scope({
      library: this.library,
      packageName,
      names: runNames({
        ...described,
        invocation,
        threadId: bench.threadId,
        scope: () => scope,
        vars: vars.forNode(packageName, fqn),
        ref: (ref) => this.references.refOfOperation(ref, packageName, bench.connection),
        source: (ref) => this.references.source(ref, packageName),
        function: (name, from) => this.references.function(name, from, packageName, bench.connection),
        connection: bench.connection,
        results,
        graph: this.graph,
        selected: () => selected,
        write: () => undefined,
        ...(bench.more === undefined ? {} : { more: bench.more }),
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
