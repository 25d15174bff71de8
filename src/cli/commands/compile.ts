import {
  compileNodes,
  createCompiler,
  INLINE_QUERY,
  isFailure,
  type Made,
  madeByCompiling,
  NO_DATABASE,
  openWarehouse,
  type RunEvent,
  type WrittenArtifacts,
  withInlineQuery,
} from '../../assay.ts'
import type { UniqueId } from '../../resources/ids.ts'
import { type Call, EXIT } from '../command.ts'
import { deferralOf } from '../deferral.ts'
import { refuseSelection } from '../inline.ts'
import { cacheFolder, type OpenProject, openProject } from '../open-project.ts'
import { count } from '../print/words.ts'
import { selectNodes } from '../select-nodes.ts'
import { SqlFiles } from '../sql-files.ts'
import { writeAssay, writeDbtManifest, writeRunResults } from '../write-artifacts.ts'

const KINDS: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot', 'test', 'analysis', 'operation', 'function'])

/** Writes SQL below `compiled/`; prints it too where it was given inline, is one node's, or of a node that was named. */
export async function compile(call: Call): Promise<number> {
  const { inline } = call.flags
  refuseSelection(call)
  const open = await openProject(
    call,
    inline === null ? {} : { prepare: (project) => withInlineQuery(project, inline) },
  )
  const ids =
    inline === null
      ? await selectNodes(call, open, KINDS)
      : [...open.manifest.nodes.values()]
          .filter(({ name, kind }) => name === INLINE_QUERY && kind === 'analysis')
          .map(({ id }) => id)
  const { exitCode, code } = await compileIds(call, open, ids, { write: inline === null })
  if (exitCode === EXIT.fine) {
    const shown = inline === null ? named(open, ids) : ids
    for (const id of shown) answer(call, open, id, code, shown.length > 1)
  }
  return exitCode
}

/** Of what is selected that which is wanted by name: `--select orders` selects the tests of `orders`, too. */
function named({ flags, manifest }: OpenProject, ids: readonly UniqueId[]): readonly UniqueId[] {
  if (flags.select.length === 0 || ids.length === 1) return flags.select.length === 0 ? [] : ids
  const words = new Set(flags.select.join(' ').split(/[^\p{L}\p{N}_]+/u))
  return ids.filter((id) => words.has(manifest.nodes.get(id)?.name ?? ''))
}

interface CompileSettings {
  /** Whether SQL goes to files. */
  readonly write: boolean
  /** False where the caller writes `assay.json`, with more in it. */
  readonly assay?: boolean
}

/** Compiles nodes and, unless the SQL came from the command line, writes what came of it. */
export async function compileIds(
  call: Call,
  open: OpenProject,
  ids: readonly UniqueId[],
  { write, assay = true }: CompileSettings,
): Promise<{
  readonly exitCode: number
  readonly code: ReadonlyMap<UniqueId, string>
  readonly made: ReadonlyMap<UniqueId, Made>
  /** The artifacts that were written, but for ours. */
  readonly written: WrittenArtifacts
}> {
  const { manifest, target } = open
  const files = new SqlFiles(manifest, target)
  const compilation = await compileOnly(call, open, ids, (event) => {
    if (write) files.listen(event)
  })
  const { made, exitCode, inlined } = compilation
  // Ephemeral models that stand inside others have files, too.
  if (write) for (const { node, code } of inlined) files.writeCompiled(node, code.text)
  const written = {
    'manifest.json': writeDbtManifest(open, made),
    'run_results.json': writeRunResults(open, compilation),
  }
  if (assay || exitCode !== EXIT.fine) writeAssay(open, { manifest: open.manifest })
  if (write && exitCode === EXIT.fine)
    call.report.tell({ kind: 'remark', text: `compiled ${count(made.size, 'node')} into ${target.path}/compiled` })
  const code = new Map(Array.from(compilation.compiled, ([id, one]) => [id, one.code.text]))
  return { exitCode, code, made, written }
}

/** Compiles nodes and writes nothing. */
export async function compileOnly(
  call: Call,
  open: OpenProject,
  ids: readonly UniqueId[],
  finished: (event: Extract<RunEvent, { kind: 'node-finished' }>) => void = () => undefined,
) {
  const { terminal, report } = call
  const { project, manifest, flags, target, invocation } = open
  const deferral = await deferralOf(call, open)
  await using warehouse = await openWarehouse(project.connection, {
    environment: terminal.environment,
    cacheFolder: cacheFolder(terminal),
  })
  const compiler = createCompiler(project, manifest, invocation, { selected: ids, empty: flags.empty, deferral })
  const compilation = await compileNodes({
    manifest,
    graph: open.graph,
    compiler,
    ids,
    warehouse,
    now: terminal.now,
    clock: terminal.clock,
    signal: terminal.signal,
    ...(flags.introspect ? {} : { database: NO_DATABASE }),
    emit(event) {
      if (event.kind === 'node-finished') finished(event)
      // What goes well needs no line of its own.
      const dull =
        event.kind === 'run-started' ||
        event.kind === 'node-started' ||
        event.kind === 'node-executing' ||
        event.kind === 'node-finished'
      const well =
        event.kind === 'run-finished' &&
        !event.results.interrupted &&
        !event.results.results.some((r) => isFailure(r.status))
      report.tell(dull || well ? { kind: 'beside', event } : event)
    },
  })
  const made = new Map(Array.from(compilation.compiled, ([id, one]) => [id, madeByCompiling(one, target.path)]))
  const failed = compilation.results.some(({ status }) => isFailure(status))
  const exitCode = compilation.interrupted ? EXIT.interrupted : failed ? EXIT.problem : EXIT.fine
  return { ...compilation, made, exitCode, inlined: compiler.inlined() }
}

function answer(
  call: Call,
  open: OpenProject,
  id: UniqueId,
  code: ReadonlyMap<UniqueId, string>,
  several: boolean,
): void {
  const compiled = code.get(id) ?? ''
  const node_name = open.manifest.nodes.get(id)?.name ?? id
  const is_inline = call.flags.inline !== null
  const output_format = call.flags.output_format
  const text =
    output_format === 'json' ? JSON.stringify(is_inline ? { compiled } : { node: node_name, compiled }) : compiled
  call.report.tell({
    kind: 'answer',
    name: 'compiled',
    ...(several && output_format !== 'json' ? { title: node_name } : {}),
    text,
    data: { node_name, compiled, is_inline, output_format, unique_id: id },
  })
}
