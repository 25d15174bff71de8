import { raisedByProject } from '../context/errors.ts'
import { type Arguments, hostFunction } from '../context/host-function.ts'
import { fromValue } from '../context/json-value.ts'
import { RelationValue } from '../context/relation-value.ts'
import type { Names } from '../context/scope.ts'
import { textOf } from '../jinja/values/text.ts'
import { Dict, type Value } from '../jinja/values/value.ts'
import type { Node } from '../resources/node.ts'
import type { RelationName } from '../resources/relation.ts'

/** What a macro of the library tells of a relation that it looks back into, before it writes how. */
export interface LookBack {
  /** Null for a common table expression. */
  readonly history: RelationName | null
  /** A select of the rows to look back from; null where it cannot be asked outside of the query. */
  readonly spine: string | null
  /** Columns by which a row's entity is found. */
  readonly entity: readonly string[]
  readonly eventTime: string
  /** More columns that the index may decide by, in order: the knowledge time. */
  readonly more: readonly string[]
  /** Columns that order rows of one moment; null where they change after the row was written. */
  readonly ties: readonly string[] | null
  /** The index by which a newer version of an event is found. */
  readonly versions: readonly string[] | null
  /** All columns that are read; null for whole rows. */
  readonly columns: readonly string[] | null
  /** Whether the rows can be carried forward as well. */
  readonly carries: boolean
  readonly windows: Windows | null
}

export interface Windows {
  readonly count: number
  /** Of the longest one. */
  readonly seconds: number
  /** Whether minima or maxima are asked for. */
  readonly extremes: boolean
  /** Whether some rows are looked up even if the others are carried forward. */
  readonly looksUp: boolean
}

/** What is known of rows of one entity and moment. */
export interface Ties {
  /** Of each tie-break column, whether it is text, which compares by collation "C". */
  readonly texts: readonly boolean[]
  /** Whether no two of them agree in the tie-break as well. */
  readonly broken: boolean
}

/** How it is to be written. */
export interface LookBackPlan {
  readonly strategy: 'lateral' | 'carry_forward'
  /** What to read instead of the relation: a copy that has the index. Null for the relation itself. */
  readonly copy: RelationName | null
  /** Null where nothing is known of them. */
  readonly ties: Ties | null
  /** Follows the strategy's name in the SQL's first comment. */
  readonly reason: string
}

/** Answers for `node`, which is the ephemeral model where one is compiled into another. */
export type PlanLookBack = (asked: LookBack, node: Node) => Promise<LookBackPlan>

const SIGNATURE = [
  'history',
  'spine',
  'entity',
  'event_time',
  'more',
  'ties',
  'versions',
  'columns',
  'carries',
  'windows?',
]

/**
 * `plan_look_back`: there while a node is compiled to be run, and only then. Macros ask whether it is defined, so that
 * they write what needs nothing where nobody answers (`compile`, dbt-core).
 */
export function lookBackNames(plan: PlanLookBack, node: Node): Names {
  return {
    plan_look_back: () =>
      hostFunction('plan_look_back', SIGNATURE, async (call) => {
        const { strategy, copy, ties, reason } = await plan(lookBackOf(call), node)
        return Dict.of({
          strategy,
          // Not `copy`: that is a method of dicts.
          stand_in: copy === null ? null : RelationValue.from(copy).render(),
          ties: ties === null ? null : Dict.of({ texts: [...ties.texts], broken: ties.broken }),
          reason,
        })
      }),
  }
}

function lookBackOf(call: Arguments): LookBack {
  const history = call.value('history')
  const windows = call.get('windows')
  return {
    history: history instanceof RelationValue ? history.name : null,
    spine: call.optionalText('spine'),
    entity: namesIn(call.value('entity')),
    eventTime: call.text('event_time'),
    more: namesIn(call.value('more')),
    ties: call.value('ties') === null ? null : namesIn(call.value('ties')),
    versions: call.value('versions') === null ? null : namesIn(call.value('versions')),
    columns: call.value('columns') === null ? null : namesIn(call.value('columns')),
    carries: call.flag('carries', false),
    windows:
      windows instanceof Dict
        ? {
            count: Number(fromValue(windows.get('count') ?? null)),
            seconds: Number(fromValue(windows.get('seconds') ?? null)),
            extremes: fromValue(windows.get('extremes') ?? null) === true,
            looksUp: fromValue(windows.get('looks_up') ?? null) === true,
          }
        : null,
  }
}

function namesIn(value: Value): readonly string[] {
  const names = Array.isArray(value) ? value.map(textOf) : []
  if (!Array.isArray(value) || names.includes(undefined))
    throw raisedByProject('plan_look_back takes lists of column names')
  return names as string[] // none is undefined
}
