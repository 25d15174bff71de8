/** What is written of a run for others to read; loaded when it is asked for. */

import type { JsonObject } from '../base/json.ts'
import type { ReportFacts } from '../reports/checked.ts'
import type { Timeline } from '../reports/timing/timeline.ts'
import { type ArtifactFile, readWith } from './artifacts.ts'

/** A report in one of its formats; loaded when one is asked for. */
export async function writeReport(format: ReportFormat, facts: ReportFacts): Promise<string> {
  switch (format) {
    case 'junit':
      return (await import('../reports/to-junit.ts')).toJunit(facts)
    case 'sarif':
      return json((await import('../reports/to-sarif.ts')).toSarif(facts))
    case 'json':
      return json((await import('../reports/to-json.ts')).toReportJson(facts))
    case 'annotations':
      return (await import('../reports/to-github.ts')).toGithubAnnotations(facts)
    case 'comment':
      return (await import('../reports/to-github.ts')).toComment(facts)
    case 'summary':
      return (await import('../reports/to-github.ts')).toGithubSummary(facts)
  }
}

/** `annotations` and `summary` are GitHub's. */
export type ReportFormat = 'junit' | 'sarif' | 'json' | 'comment' | 'annotations' | 'summary'

function json(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** When what was run, from `run_results.json` and, for who waited for whom, its manifest. Throws what is wrong in a file. */
export async function readTimeline(results: ArtifactFile, manifest: ArtifactFile | null): Promise<Timeline> {
  const { readManifest, readRunResults } = await import('../artifacts/artifacts.ts')
  const { timelineOf } = await import('../reports/timing/timeline.ts')
  return timelineOf(readWith(readRunResults, results), manifest === null ? null : readWith(readManifest, manifest))
}

/** A timeline as a page of HTML that needs nothing else. */
export async function drawTimeline(timeline: Timeline, title: string): Promise<string> {
  const { toTimingHtml } = await import('../reports/timing/to-timing-html.ts')
  return toTimingHtml(timeline, title)
}
