/** From names to ids: what every `ref` and `source` of the project means. */
import type { Diagnostic } from '../base/diagnostic.ts'
import { type Location, locate } from '../base/position.ts'
import type { Directory } from '../context/directory.ts'
import { calls } from '../jinja/walk.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Model, Node, Seed, Snapshot, UserFunction } from '../resources/node.ts'
import type { Ref, SourceRef } from '../resources/ref.ts'
import type { Source } from '../resources/source.ts'
import { forbiddance } from './access.ts'
import { disabledFunction, disabledRef, disabledSource, unknownFunction, unknownRef, unknownSource } from './errors.ts'
import type { ExposureDraft } from './nodes/exposure.ts'
import type { Draft } from './nodes/node-parts.ts'
import type { SemanticModelDraft } from './semantic/semantic-parts.ts'

/** The names of a project, of which nobody need know yet what it depends on. */
export type ProjectDirectory = Directory<Named<Model> | Named<Seed> | Named<Snapshot>, Source, Named<UserFunction>>

type Named<N extends Node> = Omit<N, 'dependsOn'>

/** What may refer to nodes. */
type Referring = (Draft & { readonly refs?: readonly Ref[] }) | ExposureDraft | SemanticModelDraft

/** What came of a node's refs: its dependencies, or why it has to be switched off. */
export type Resolved = { readonly ids: readonly UniqueId[]; readonly off: boolean }

/**
 * Resolves the refs and sources of one node; `restricted` are the packages that restrict access. A broken ref is an error; in a data test it is a warning and switches the
 * test off, as in dbt, because packages test what a project may not have.
 */
export function resolveDependencies(
  node: Referring,
  directory: ProjectDirectory,
  broken: ReadonlySet<string>,
  restricted: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): Resolved {
  if (!('refs' in node) || node.refs === undefined) return { ids: [], off: false }
  const lenient = node.kind === 'test'
  const ids = new Set<UniqueId>()
  let off = false
  const problem = (diagnostic: Diagnostic, silent: boolean): void => {
    off = off || lenient
    if (lenient && silent) return
    report(lenient ? { ...diagnostic, severity: 'warning' } : diagnostic)
  }
  for (const ref of node.refs) {
    const target = directory.node(ref, node.package)
    if (target === undefined && broken.has(ref.name)) continue
    if (target === undefined)
      problem(unknownRef(ref.name, ref.package, ref.version, directory.nodeNames, placeOf(node, ref)), false)
    else if (target === 'disabled') problem(disabledRef(ref.name, placeOf(node, ref)), true)
    else {
      // SQL from the command line may look at anything.
      const isInline = 'template' in node && node.template.file === '--inline'
      const refusal = isInline ? null : forbiddance(node, target, restricted, () => placeOf(node, ref))
      if (refusal !== null) report(refusal)
      ids.add(target.id)
    }
  }
  for (const ref of 'sources' in node ? node.sources : []) {
    const target = directory.source(ref, node.package)
    if (target === undefined && broken.has(ref.source)) continue
    if (target === undefined)
      problem(unknownSource(ref.source, ref.table, directory.sourceNames, placeOf(node, ref)), false)
    else if (target === 'disabled') problem(disabledSource(ref.source, ref.table, placeOf(node, ref)), true)
    else ids.add(target.id)
  }
  for (const parts of 'functions' in node ? node.functions : []) {
    const [name = '', packageName = null] = parts.toReversed()
    const target = directory.function(name, packageName, node.package)
    if (target === undefined && broken.has(name)) continue
    if (target === undefined)
      problem(unknownFunction(name, packageName, directory.functionNames, calledAt(node, parts)), false)
    else if (target === 'disabled') problem(disabledFunction(name, calledAt(node, parts)), true)
    else ids.add(target.id)
  }
  return { ids: [...ids], off }
}

/** Where a template calls `function(…)` with these literal names, else its beginning. */
function calledAt(node: Referring, parts: readonly string[]): Location | undefined {
  if (!('template' in node) || (node.kind === 'test' && node.generic !== null))
    return placeOf(node, { name: '', package: null, version: null })
  const site = calls(node.template.body).find(
    ({ call, path }) =>
      path?.at(-1) === 'function' &&
      call.arguments.positional.length === parts.length &&
      call.arguments.positional.every((one, i) => one.kind === 'literal' && one.value === parts[i]),
  )
  return placeOf(node, {
    name: '',
    package: null,
    version: null,
    ...(site === undefined ? {} : { at: site.call.span }),
  })
}

function placeOf(node: Referring, { at, place: known }: Ref | SourceRef): Location | undefined {
  if (known !== undefined) return known
  if (node.kind === 'test' && node.generic !== null) return node.generic.at
  if (!('template' in node)) return { file: node.originalPath, line: 1, column: 1 }
  const { source, file } = node.template
  const place = 'hookPlace' in node ? node.hookPlace?.(source, at?.start ?? 0) : null
  if (place !== null && place !== undefined) return place
  if (at !== undefined) return locate(source, at.start, file)
  return { file, line: 1, column: 1, source }
}
