/**
 * Decides, while a node is compiled to be run, how its relations are looked back into, and makes the index that is
 * needed for it. The flow: rows of both sides estimated → whether an index serves, or can be made → the strategy → the
 * index, or an indexed copy. When the node's SQL is whole, PostgreSQL is asked whether it uses them.
 *
 *   relation                        index
 *   built by this project, a table  made on it, and kept
 *   one that has such an index      its own
 *   any other (sources, views)      carried forward; where that cannot be, on a temporary copy
 */
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { LookBack, LookBackPlan, PlanLookBack, Ties } from '../../compile/look-back.ts'
import type { Node } from '../../resources/node.ts'
import type { RelationName } from '../../resources/relation.ts'
import type { Connection } from '../connection.ts'
import { asDatabaseError } from '../database-error.ts'
import { indexNotMade, indexNotUsed } from '../errors.ts'
import { type Choice, chooseStrategy, type Sides } from './choose-strategy.ts'
import { estimatedRows, eventsInWindow } from './estimate.ts'
import { copyOf, makeCopy } from './history-copy.ts'
import {
  createIndexes,
  type HistoryIndex,
  servingIndexes,
  sqlName,
  type Wanted,
  wantedIndexes,
} from './history-index.ts'
import type { LookBacks } from './look-backs.ts'
import { tiesOf } from './ties.ts'

/** Under so many rows PostgreSQL rightly reads the whole relation. */
const WORTH_AN_INDEX = 10_000

export interface DeskOptions {
  readonly connection: Connection
  readonly lookBacks: LookBacks
  /** What is compiled and then built. */
  readonly node: Node
  /** Whether what is temporary lasts until the node is built. */
  readonly keepsTemporary: boolean
}

interface Expected {
  readonly history: RelationName
  readonly indexes: readonly string[]
  readonly rows: number
}

/** What is known of the relation that is looked back into. */
interface Known {
  readonly history: RelationName
  readonly ties: Ties | null
  readonly rows: number
  /** The indexes that serve, the wish to make them, or null where there can be none. */
  readonly own: 'to make' | readonly HistoryIndex[] | null
}

type KindOf = 'table' | 'other'

export class LookBackDesk {
  readonly #options: DeskOptions
  readonly #copies = new Map<string, Ties | null>()
  readonly #expected: Expected[] = []
  readonly #warnings: Diagnostic[] = []

  constructor(options: DeskOptions) {
    this.#options = options
  }

  readonly plan: PlanLookBack = async (asked, node) => {
    const { connection, lookBacks } = this.#options
    // What the template asked before is not to wait for an index, nor to be undone with it.
    await connection.commit()
    const { history } = asked
    if (history === null) {
      const { strategy, why } = chooseStrategy(asked, NOTHING_KNOWN)
      const reason = strategy === 'lateral' ? 'a CTE has no index, so make a large one a model' : why
      return { strategy, copy: null, ties: null, reason }
    }
    const rows = await estimatedRows(connection, `select * from ${sqlName(history)}`)
    const ties = await tiesOf(connection, history, asked, lookBacks.testedKeys(history))
    const own = await this.#ownIndexes(history, wantedIndexes(asked, ties))
    const sides: Sides = {
      historyRows: rows,
      spineRows: asked.spine === null ? null : await estimatedRows(connection, asked.spine),
      eventsInWindow: await this.#eventsInWindow(asked, history, rows),
      index: own === null ? 'none' : own === 'to make' ? own : 'there',
      tiesBroken: ties?.broken === true,
    }
    const choice = chooseStrategy(asked, sides)
    await connection.commit()
    if (choice.strategy === 'carry_forward' && asked.windows?.looksUp !== true)
      return { strategy: 'carry_forward', copy: null, ties, reason: choice.why }
    return this.#lookUp(asked, { history, ties, rows, own }, node, choice)
  }

  /** After the node is compiled: what went wrong with indexes, and those that PostgreSQL does not use. */
  async findings(sql: string): Promise<readonly Diagnostic[]> {
    const expected = this.#expected.filter(({ rows }) => rows >= WORTH_AN_INDEX)
    if (expected.length === 0) return this.#warnings
    const { connection, node } = this.#options
    const plan = await connection
      .savepoint('assay_plan', () => connection.last(`explain (format json) ${sql}`))
      .catch((error: unknown) => {
        // What is wrong with the SQL is told when it is run.
        if (asDatabaseError(error) === undefined) throw error
        return null
      })
    if (plan === null) return this.#warnings
    const used = plan.rows.map(([line]) => line ?? '').join('\n')
    const unused = expected.flatMap(({ history, indexes }) =>
      indexes.some((name) => used.includes(`"Index Name": ${JSON.stringify(name)}`))
        ? []
        : [indexNotUsed(history, indexes[0] ?? '', node.name)],
    )
    return [...this.#warnings, ...unused]
  }

  /** A relation that was just built has no statistics yet. */
  async #eventsInWindow(asked: LookBack, history: RelationName, rows: number): Promise<number | null> {
    const { connection, lookBacks } = this.#options
    const events = await eventsInWindow(connection, asked, rows)
    if (events !== null || asked.windows === null || !lookBacks.builds(history)) return events
    await connection.execute(`analyze ${sqlName(history)}`)
    return eventsInWindow(connection, asked, rows)
  }

  /** The indexes that serve: those that are there, or null with the wish to make them; null where there can be none. */
  async #ownIndexes(history: RelationName, wanted: readonly Wanted[]): Promise<Known['own']> {
    const { connection, lookBacks } = this.#options
    if ((await this.#kindOf(history)) !== 'table') return null
    const canMake = lookBacks.builds(history)
    const serving = await servingIndexes(connection, history, wanted, canMake)
    const there = serving.filter((index) => index !== undefined)
    if (there.length === serving.length) return there
    return canMake ? 'to make' : null
  }

  async #lookUp(
    asked: LookBack,
    { history, ties, rows, own }: Known,
    node: Node,
    { strategy, why }: Choice,
  ): Promise<LookBackPlan> {
    const { connection, lookBacks } = this.#options
    const by = (indexes: readonly HistoryIndex[]): LookBackPlan => {
      this.#expected.push({ history, indexes: indexes.map(({ name }) => name), rows })
      const columns = indexes.map((index) => `(${index.columns.join(', ')})`)
      return { strategy, copy: null, ties, reason: `${why}: by the index on ${columns.join(' and ')}` }
    }
    if (own !== null && own !== 'to make') return by(own)
    if (own === 'to make') {
      try {
        return by(await createIndexes(connection, history, wantedIndexes(asked, ties), lookBacks.run))
      } catch (error) {
        this.#noteFailure(error, history)
      }
    } else if (this.#mayCopy(node)) {
      const copy = copyOf(history, asked, lookBacks.run)
      const name = sqlName(copy)
      try {
        if (!this.#copies.has(name)) this.#copies.set(name, await makeCopy(connection, history, copy, asked, ties))
        const ofCopy = this.#copies.get(name) ?? null
        return { strategy, copy, ties: ofCopy, reason: `${why}: by the index of a temporary copy` }
      } catch (error) {
        this.#noteFailure(error, history)
      }
    }
    return { strategy, copy: null, ties, reason: `${why}: without an index, since none can be made` }
  }

  #noteFailure(error: unknown, history: RelationName): void {
    if (asDatabaseError(error) === undefined || this.#options.connection.isStopped) throw error
    this.#warnings.push(indexNotMade(history, this.#options.node.name, error))
  }

  /** What is temporary is of no use to a view, or to those who find an ephemeral model compiled already. */
  #mayCopy(asking: Node): boolean {
    const { node, keepsTemporary } = this.#options
    if (!keepsTemporary || asking.id !== node.id || node.kind !== 'model') return false
    return ['table', 'incremental', 'training_set'].includes(node.config.materialized)
  }

  async #kindOf(relation: RelationName): Promise<KindOf> {
    const { rows } = await this.#options.connection.query(
      "select relkind in ('r', 'm') from pg_class where oid = to_regclass($1)",
      [sqlName(relation)],
    )
    return rows[0]?.[0] === 't' ? 'table' : 'other'
  }
}

const NOTHING_KNOWN = {
  spineRows: null,
  historyRows: null,
  eventsInWindow: null,
  index: 'none',
  tiesBroken: false,
} as const
