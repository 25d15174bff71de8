/** What refs and sources lead to: found in the manifest, deferred, cut to a sample or to no rows, as the command asks. */
import type { Database } from '../context/database.ts'
import type { Directory } from '../context/directory.ts'
import { directoryOf } from '../context/directory-of.ts'
import type { Invocation } from '../context/invocation.ts'
import { RelationValue } from '../context/relation-value.ts'
import type { Value } from '../jinja/values/value.ts'
import { overlap, type TimeWindow } from '../resources/batch.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Model, Node, Seed, Snapshot, UserFunction } from '../resources/node.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import type { Source } from '../resources/source.ts'
import {
  disabledFunction,
  disabledRef,
  ephemeralInOperation,
  unforeseenRef,
  unknownFunction,
  unknownRef,
  unknownSource,
} from './errors.ts'
import { eventTimeFilter } from './event-time-filter.ts'
import { ownerOf } from './owner.ts'

export type Referable = Model | Seed | Snapshot

export interface ReferenceOptions {
  readonly manifest: Manifest
  readonly invocation: Pick<Invocation, 'projectFlags'>
  /** `--empty`: refs and sources are read without rows. */
  readonly empty: boolean
  /** `--sample`: what models and snapshots read is cut to this. */
  readonly sample?: TimeWindow | null
  /** `--defer`: where refs lead to what is not built here. */
  readonly deferral?: Deferral | null
  /** `selected_resources` */
  readonly selected: readonly UniqueId[]
}

export class References {
  readonly directory: Directory<Referable, Source, UserFunction>
  readonly #options: ReferenceOptions

  constructor(options: ReferenceOptions) {
    this.#options = options
    this.directory = directoryOf(options.manifest, options.invocation.projectFlags)
  }

  /** `window` are the times of the batch that is built, where one is. */
  ref(
    ref: Ref,
    node: Node,
    uses: (model: Model) => void,
    connection: Database,
    window: TimeWindow | null,
  ): Value | Promise<Value> {
    const target = this.find(ref, node.package)
    if (!node.dependsOn.nodes.includes(target.id) && !this.#isBehindView(target, node))
      throw unforeseenRef(ref, ownerOf(node))
    if (target.kind !== 'model' || target.relation !== null) return this.#relation(target, connection, node, window)
    uses(target)
    return RelationValue.cte(target.alias, this.#cut(target, node, window))
  }

  /** Who depends on a feature view may read what it reads: that is there before the view is. */
  #isBehindView({ id }: Referable, { dependsOn }: Node): boolean {
    const { nodes } = this.#options.manifest
    return dependsOn.nodes.some((parent) => {
      const view = nodes.get(parent)
      return view?.kind === 'model' && view.declared?.kind === 'feature_view' && view.declared.reads === id
    })
  }

  refOfOperation(ref: Ref, packageName: string, connection: Database): Value | Promise<Value> {
    const target = this.find(ref, packageName)
    if (target.relation === null) throw ephemeralInOperation(target.name)
    return this.#relation(target, connection)
  }

  find(ref: Ref, packageName: string): Referable {
    const target = this.directory.node(ref, packageName)
    if (target === undefined) throw unknownRef(ref, this.directory.nodeNames)
    if (target === 'disabled') throw disabledRef(ref)
    return target
  }

  #relation(
    target: Referable,
    connection: Database,
    reader: Node | null = null,
    window: TimeWindow | null = null,
  ): Value | Promise<Value> {
    const { relation } = target
    if (relation === null) return RelationValue.cte(target.alias)
    const cut = this.#cut(target, reader, window)
    const own = RelationValue.from(relation, cut)
    const elsewhere = this.#options.deferral?.relations.get(target.id)
    if (elsewhere === undefined) return own
    const deferred = RelationValue.from({ ...relation, ...elsewhere }, cut)
    if (this.#options.deferral?.favorState && !this.#options.selected.includes(target.id)) return deferred
    return connection
      .relations(relation.schema ?? '')
      .then((built) => (built.some(({ parts }) => parts.identifier === relation.identifier) ? own : deferred))
  }

  source(ref: SourceRef, packageName: string, reader: Node | null = null, window: TimeWindow | null = null): Value {
    const target = this.findSource(ref, packageName)
    return RelationValue.from(target.relation, this.#cut(target, reader, window))
  }

  findSource(ref: SourceRef, packageName: string): Source {
    const target = this.directory.source(ref, packageName)
    if (target === undefined || target === 'disabled') throw unknownSource(ref, this.directory.sourceNames)
    return target
  }

  /** A function as SQL calls it, quoted as it was stored. */
  function(name: string, from: string | null, packageName: string, connection: Database): Value | Promise<Value> {
    const target = this.directory.function(name, from, packageName)
    if (target === undefined) throw unknownFunction(name, from, this.directory.functionNames)
    if (target === 'disabled') throw disabledFunction(name)
    const own = functionValue(target)
    const elsewhere = this.#options.deferral?.relations.get(target.id)
    if (elsewhere === undefined) return own
    const deferred = RelationValue.from({ ...own.name, ...elsewhere }, { type: 'function' })
    if (this.#options.deferral?.favorState && !this.#options.selected.includes(target.id)) return deferred
    const { schema, identifier } = own.name
    return connection
      .execute(
        `select 1 from pg_proc join pg_namespace n on n.oid = pronamespace
where nspname = ${literal(schema)} and proname = ${literal(identifier)} limit 1`,
        false,
      )
      .then(({ rows }) => (rows.length > 0 ? own : deferred))
  }

  /** Which rows `reader` sees of what it reads. */
  #cut(read: Referable | Source, reader: Node | null, batch: TimeWindow | null) {
    const { sample = null } = this.#options
    const window = batch === null || sample === null ? (batch ?? sample) : overlap(batch, sample)
    return { limit: this.#limit, eventTime: reader === null ? null : eventTimeFilter(reader, read, window) }
  }

  get #limit(): number | null {
    return this.#options.empty ? 0 : null
  }
}

function literal(text: string | null): string {
  return `'${(text ?? '').replaceAll("'", "''")}'`
}

/** What is not quoted is folded by the database; quoting it folded is the same, and how dbt writes functions. */
function functionValue({ relation }: UserFunction): RelationValue {
  const { database, schema, identifier, quoting } = relation
  const folded = (text: string | null, quoted: boolean): string | null =>
    quoted ? text : (text?.toLowerCase() ?? null)
  return RelationValue.create({
    database: folded(database, quoting.database),
    schema: folded(schema, quoting.schema),
    identifier: folded(identifier, quoting.identifier),
    type: 'function',
  })
}

export function isReferable(node: Node): node is Referable {
  return node.kind === 'model' || node.kind === 'seed' || node.kind === 'snapshot'
}
