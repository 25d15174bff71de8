import { createCompiler, INLINE_QUERY, openWarehouse, preview, withInlineQuery } from '../../assay.ts'
import type { Node } from '../../resources/node.ts'
import { type Call, EXIT } from '../command.ts'
import { deferralOf } from '../deferral.ts'
import { nothingToShow, usage } from '../errors.ts'
import { refuseSelection } from '../inline.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { printTable, tableAsJson } from '../print/table.ts'
import { selectNodes } from '../select-nodes.ts'

const KINDS: ReadonlySet<string> = new Set(['model', 'snapshot', 'seed', 'test', 'analysis'])

/** Prints the first rows that nodes select, or SQL given inline. Builds nothing. */
export async function show(call: Call): Promise<number> {
  const { inline, select, selector } = call.flags
  refuseSelection(call)
  if (inline === null && select.length === 0 && selector === null)
    throw usage('show needs to know what', "say --select <name>, or --inline 'select 1'")
  const open = await openProject(
    call,
    inline === null ? {} : { prepare: (project) => withInlineQuery(project, inline) },
  )
  const nodes =
    inline === null
      ? await selected(call, open)
      : [...open.manifest.nodes.values()].filter(({ name, kind }) => name === INLINE_QUERY && kind === 'analysis')
  await showNodes(call, open, nodes)
  return call.terminal.signal.aborted ? EXIT.interrupted : EXIT.fine
}

/** Several only where there is no doubt that all are meant: tests that come along by themselves are not. */
async function selected(call: Call, open: OpenProject): Promise<readonly Node[]> {
  const ids = await selectNodes(call, open, KINDS)
  const nodes = ids.flatMap((id) => open.manifest.nodes.get(id) ?? [])
  const own = nodes.filter((node) => node.kind !== 'test')
  const shown = own.length > 0 ? own : nodes
  if (shown.length === 0) throw nothingToShow()
  return shown
}

/** Prints the first rows of each. */
export async function showNodes(call: Call, open: OpenProject, nodes: readonly Node[]): Promise<void> {
  const { terminal, report, flags } = call
  const { project, manifest, invocation } = open
  const compiler = createCompiler(project, manifest, invocation, {
    selected: nodes.map(({ id }) => id),
    deferral: await deferralOf(call, open),
  })
  await using warehouse = await openWarehouse(project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  for (const node of nodes) {
    if (terminal.signal.aborted) return
    const limit = flags.limit < 0 ? null : flags.limit
    const result = await preview({
      compiler,
      node,
      limit,
      warehouse,
      now: terminal.now,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
    })
    const is_inline = flags.inline !== null
    const rows = tableAsJson(result)
    const json = JSON.stringify(is_inline ? { show: rows } : { node: node.name, show: rows })
    const columns = terminal.stdout.isTerminal ? (terminal.stdout.size()?.columns ?? null) : null
    const text = flags.output_format === 'json' ? json : printTable(result, columns)
    const data = {
      node_name: node.name,
      preview: JSON.stringify(rows),
      is_inline,
      output_format: flags.output_format,
      unique_id: node.id,
      quiet: flags.quiet,
    }
    const titled = nodes.length > 1 && flags.output_format === 'text'
    report.tell({ kind: 'answer', name: 'preview', text, data, ...(titled ? { title: node.name } : {}) })
  }
}
