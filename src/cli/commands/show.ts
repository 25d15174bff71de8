import { resolve } from 'node:path'
import {
  createCompiler,
  INLINE_QUERY,
  type Made,
  madeByCompiling,
  type NodeResult,
  openWarehouse,
  preview,
  type RunEvent,
  readProject,
  withInlineQuery,
} from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import type { Node } from '../../resources/node.ts'
import { type Call, EXIT } from '../command.ts'
import { deferralOf } from '../deferral.ts'
import { nothingToShow, usage } from '../errors.ts'
import { refuseSelection } from '../inline.ts'
import { cacheFolder, type OpenProject, openProject, readOptions } from '../open-project.ts'
import { printTable, tableAsJson } from '../print/table.ts'
import { selectNodes } from '../select-nodes.ts'
import { SqlFiles } from '../sql-files.ts'
import { writeManifest, writeRunResults } from '../write-artifacts.ts'

const KINDS: ReadonlySet<string> = new Set(['model', 'snapshot', 'seed', 'test', 'analysis'])

/** Prints the first rows that nodes select, or SQL given inline. Builds nothing. */
export async function show(call: Call): Promise<number> {
  const { inline, inline_direct, select, selector } = call.flags
  refuseSelection(call)
  if (inline_direct !== null) return showDirect(call, inline_direct)
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

/** SQL as it is: no template is rendered, and the project is read for its connection alone. */
async function showDirect(call: Call, sql: string): Promise<number> {
  const { terminal, flags } = call
  const project = await readProject(resolve(terminal.cwd, flags.project_dir ?? '.'), readOptions(call))
  await using warehouse = await openWarehouse(project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  await using session = await warehouse.open()
  const results = await session.statements(sql, terminal.signal)
  const last = results.at(-1)
  if (last === undefined) throw nothingToShow()
  const rows = flags.limit < 0 ? last.rows : last.rows.slice(0, flags.limit)
  tellRows(call, { ...last, rows }, { name: 'direct-query', id: 'direct-query' })
  return EXIT.fine
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
  const begun = terminal.clock()
  const made = new Map<UniqueId, Made>()
  const results: NodeResult[] = []
  const ids = nodes.map(({ id }) => id)
  report.tell({ kind: 'beside', event: { kind: 'run-started', ids, threads: project.target.threads } })
  const files = new SqlFiles(manifest, open.target)
  for (const node of nodes) {
    if (terminal.signal.aborted) return
    const place = { index: results.length + 1, total: nodes.length }
    const beside = (event: RunEvent): void => report.tell({ kind: 'beside', event })
    beside({ kind: 'node-started', id: node.id, threadId: 'Thread-1', ...place })
    const limit = flags.limit < 0 ? null : flags.limit
    const { rows, compiled, result } = await preview({
      compiler,
      node,
      limit,
      warehouse,
      now: terminal.now,
      clock: terminal.clock,
      signal: terminal.signal,
      emit: (event) => report.tell(event),
    })
    results.push(result)
    beside({ kind: 'node-finished', result, ...place })
    if (compiled !== null) {
      made.set(node.id, madeByCompiling(compiled, open.target.path))
      if (flags.inline === null) files.writeCompiled(compiled.node, compiled.code.text)
    }
    const titled = nodes.length > 1 && flags.output_format === 'text'
    const name = node.kind === 'model' && node.version !== null ? `${node.name}.v${node.version}` : node.name
    tellRows(call, rows, { name, id: node.id, ...(titled ? { title: name } : {}) })
  }
  for (const inlined of compiler.inlined()) {
    made.set(inlined.node.id, madeByCompiling(inlined, open.target.path))
    files.writeCompiled(inlined.node, inlined.code.text)
  }
  const done = { results, startedAt: begun, completedAt: terminal.clock(), interrupted: false }
  writeManifest(open, made)
  writeRunResults(open, done)
  report.tell({ kind: 'beside', event: { kind: 'run-finished', results: done } })
}

interface Shown {
  readonly name: string
  readonly id: string
  readonly title?: string
}

function tellRows({ terminal, report, flags }: Call, result: Parameters<typeof tableAsJson>[0], shown: Shown): void {
  const is_inline = flags.inline !== null || flags.inline_direct !== null
  const rows = tableAsJson(result)
  const json = JSON.stringify(is_inline ? { show: rows } : { node: shown.name, show: rows })
  const columns = terminal.stdout.isTerminal ? (terminal.stdout.size()?.columns ?? null) : null
  report.tell({
    kind: 'answer',
    name: 'preview',
    text: flags.output_format === 'json' ? json : printTable(result, columns),
    data: {
      node_name: shown.name,
      preview: JSON.stringify(rows),
      is_inline,
      output_format: flags.output_format,
      unique_id: shown.id,
      quiet: flags.quiet,
    },
    ...(shown.title === undefined ? {} : { title: shown.title }),
  })
}
