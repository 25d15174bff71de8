import type { TestFact } from '../site-data.ts'
import { freshnessById } from './freshness-fact.ts'
import { type NodeOutcome, outcomes } from './results.ts'
import type { SiteArtifacts } from './site-artifacts.ts'
import { testsByNode } from './test-facts.ts'

/** The artifacts, with what several pages look up in them. */
export interface SiteContext {
  readonly artifacts: SiteArtifacts
  readonly ran: ReadonlyMap<string, NodeOutcome>
  readonly tests: ReadonlyMap<string, readonly TestFact[]>
  readonly fresh: ReturnType<typeof freshnessById>
}

export function siteContext(artifacts: SiteArtifacts): SiteContext {
  const ran = outcomes(artifacts)
  return { artifacts, ran, tests: testsByNode(artifacts.manifest, ran), fresh: freshnessById(artifacts) }
}
