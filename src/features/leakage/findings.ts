import type { Diagnostic } from '../../base/diagnostic.ts'
import { resourceOf } from '../../graph/graph.ts'
import { leakageOf, namesOf } from '../../resources/clocks.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Difference, ModelVerdict } from './leakage.ts'
import { blindSpots, type Part, type Plan, pathBetween } from './plan.ts'

/** What is known of a checked model so far; it grows while the experiment goes on. */
export interface Findings {
  readonly part: Part
  readonly differences: Difference[]
  readonly reasons: Diagnostic[]
  /** Columns that may differ: they tell the outcome, are said to, or differ without any cut. */
  readonly exempt: Set<string>
  /** The cut times it is tried at. */
  readonly cuts: string[]
  firstAncestor: UniqueId | null
  /** False where its past cannot be told. */
  isJudged: boolean
}

/** Nothing is known yet but what cannot be seen. */
export function noFindings(plan: Plan, part: Part): Findings {
  const { model, declared } = part
  return {
    part,
    differences: [],
    reasons: [...blindSpots(plan, part)],
    exempt: new Set([...(declared?.label ?? []), ...namesOf(leakageOf(model.config).ignore)]),
    cuts: [],
    firstAncestor: null,
    isJudged: true,
  }
}

/** The past of a model cannot be told, and why. */
export function giveUp(findings: Findings, reason: Diagnostic): void {
  findings.isJudged = false
  findings.reasons.push(reason)
}

export function verdictOf(plan: Plan, findings: Findings): ModelVerdict {
  const { part, differences, reasons, firstAncestor, isJudged, cuts } = findings
  const { id, name } = part.model
  const verdict = differences.length > 0 ? 'leak' : isJudged && reasons.length === 0 ? 'clean' : 'inconclusive'
  return {
    id,
    name,
    verdict,
    cuts,
    differences,
    firstAncestor: firstAncestor === null ? null : resourceOf(plan.graph, firstAncestor).name,
    path: firstAncestor === null ? [] : pathBetween(plan.graph, firstAncestor, id),
    reasons,
  }
}
