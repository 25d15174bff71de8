/**
 * `assay gate`: what the project asks for, asked, and a table of verdicts. The flow: settings → plan → evidence, gathered
 * on the database or read from the artifacts of earlier commands → verdicts → table and reports.
 */
import {
  checkedByGates,
  exitCodeOf,
  type GatePlan,
  gateTable,
  hasFreshness,
  judgeGates,
  NO_EVIDENCE,
  parseSelection,
  planGates,
  type SelectIds,
  select,
} from '../../assay.ts'
import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Evidence, StateEvidence } from '../../gate/evidence.ts'
import type { PreviousState } from '../../resources/previous-state.ts'
import { type Call, EXIT } from '../command.ts'
import { excludingOptions } from '../errors.ts'
import { askEvidence, fastEvidence } from '../gate/ask.ts'
import { recordedEvidence } from '../gate/recorded.ts'
import { gateSettings } from '../gate/settings.ts'
import { stateEvidence } from '../gate/state.ts'
import { type OpenProject, openProject } from '../open-project.ts'
import { readPrevious } from '../previous-state.ts'
import { type GatePrinting, printGates, printPlan } from '../print/gate.ts'
import { styleOf, wantsColor } from '../print/style.ts'
import { selectNodes } from '../select-nodes.ts'
import { judgeWarnings, throwErrors } from '../warn-error.ts'
import { wantedReports, writeReports } from '../write-reports.ts'

/** Judges every gate of the project; the answer is 1 where one does not hold, 2 where one cannot be judged. */
export async function gate(call: Call): Promise<number> {
  const { flags, report, terminal } = call
  const reports = wantedReports(call)
  if (flags.fast && flags.from_artifacts)
    throw excludingOptions('--fast', '--from-artifacts', 'without a database, or by what was asked of one: choose')
  const open = await openProject(call)
  const previous = open.flags.state === null ? undefined : await readPrevious(call, open, open.flags.state)
  const { sources, nodes } = open.manifest
  const plan = await planGates(open.manifest, gateSettings(open), await selector(call, open, previous), (id) => {
    const found = sources.get(id) ?? nodes.get(id)
    return (found?.kind === 'source' || found?.kind === 'model') && hasFreshness(found)
  })
  const state = await stateEvidence(call, open.flags.state, previous)
  const printing = printingOf(call)
  if (flags.dry_run) {
    const unasked = await judgeGates(plan, { ...NO_EVIDENCE, state }, open.graph, open.project)
    report.tell({ kind: 'remark', text: printPlan(unasked, printing) })
    return EXIT.fine
  }
  const verdicts = await judgeGates(plan, await gather(call, open, plan, state), open.graph, open.project)
  if (terminal.signal.aborted) return EXIT.interrupted
  report.pause()
  report.tell({ kind: 'remark', text: printGates(verdicts, printing) })
  await writeReports(call, open.project, reports, {
    checked: checkedByGates(verdicts),
    table: gateTable(verdicts),
  })
  return exitCodeOf(verdicts)
}

function gather(call: Call, open: OpenProject, plan: GatePlan, state: StateEvidence | null): Promise<Evidence> {
  if (call.flags.from_artifacts) return recordedEvidence(call, open, plan, state)
  return call.flags.fast ? fastEvidence(call, open, plan, state) : askEvidence(call, open, plan, state)
}

/** What settings select, of what the call itself selects; what selects nothing is told. */
async function selector(call: Call, open: OpenProject, previous: PreviousState | undefined): Promise<SelectIds> {
  const { graph, selectors, flags, warnings } = open
  const narrows = flags.select.length > 0 || flags.exclude.length > 0 || flags.selector !== null
  const kinds = new Set([...graph.resources.values()].map(({ kind }) => kind))
  const within = narrows ? new Set(await selectNodes(call, open, kinds)) : null
  return (setting, kinds) => {
    const spec = parseSelection(
      { select: setting.select, exclude: setting.exclude, indirectSelection: flags.indirect_selection },
      selectors,
    )
    const { ids, diagnostics } = select(graph, spec, {
      kinds: new Set(kinds),
      selectors,
      ...(previous === undefined ? {} : { previous }),
    })
    const judged: readonly Diagnostic[] = judgeWarnings(diagnostics, warnings)
    throwErrors(judged)
    call.report.tell({ kind: 'diagnostics', diagnostics: judged })
    return within === null ? ids : ids.filter((id) => within.has(id))
  }
}

function printingOf({ terminal, flags, set }: Call): GatePrinting {
  const { stdout, environment } = terminal
  const asked = set.has('use_colors') ? flags.use_colors : undefined
  return {
    style: styleOf(flags.log_format !== 'json' && wantsColor(stdout, environment, asked)),
    columns: stdout.size()?.columns ?? null,
    explainsTests: flags.from_artifacts,
  }
}
