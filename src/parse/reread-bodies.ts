/**
 * A project in which only bodies of SQL files are other ones than before: what does not follow from a body is taken as it
 * was. Whatever else may follow from it – a config, a macro, a hook – is left to a whole parse.
 */
import type { Diagnostic } from '../base/diagnostic.ts'
import { AssayError } from '../base/diagnostic.ts'
import { type Json, jsonEquals } from '../base/json.ts'
import { directoryOf } from '../context/directory-of.ts'
import type { Invocation } from '../context/invocation.ts'
import type { Template } from '../jinja/template.ts'
import { calls } from '../jinja/walk.ts'
import type { Package, Project, SourceFile } from '../project/project.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { Analysis, DataTest, Model, Node } from '../resources/node.ts'
import { restrictedPackages } from './access.ts'
import { isPlainTemplate } from './config/plain-template.ts'
import { macroGround, projectVars } from './ground.ts'
import { withoutRepeats } from './nodes/code-node.ts'
import { codeOf } from './nodes/node-parts.ts'
import { type ProjectDirectory, resolveDependencies } from './resolve.ts'
import { type Reading, readStatically } from './static-reading.ts'

/** A file of SQL with another text than before, and whose it is. */
export interface ChangedFile {
  readonly file: SourceFile
  readonly package: Package
}

/** Null where more has to be looked at than these bodies. */
export function rereadBodies(
  before: Manifest,
  changed: readonly ChangedFile[],
  project: Project,
  invocation: Invocation,
): Manifest | null {
  const ground = groundOf(before, project, invocation)
  const nodes = new Map(before.nodes)
  for (const one of changed) {
    const node = rereadBody(one, ground)
    if (node === null) return null
    nodes.set(node.id, node)
  }
  return { ...before, nodes }
}

type Bodied = Model | Analysis | DataTest

const KINDS: Partial<Record<SourceFile['kind'], Bodied['kind']>> = {
  model: 'model',
  analysis: 'analysis',
  'data-test': 'test',
}

/** What the bodies of a project are read with. */
interface Ground {
  readonly told: readonly Diagnostic[]
  readonly byPath: ReadonlyMap<string, Node>
  readonly directory: ProjectDirectory
  readonly restricted: ReadonlySet<string>
  readonly createdAt: number
  readonly read: (template: Template, node: Node) => Reading | null
}

function groundOf(before: Manifest, project: Project, invocation: Invocation): Ground {
  const { environment, projectFlags, startedAt } = invocation
  const vars = projectVars(project)
  const { library, facts } = macroGround([...before.macros.values()], project)
  return {
    told: before.diagnostics,
    byPath: new Map(
      Array.from(before.nodes.values(), (node) => [keyOf(node.kind, node.package, node.originalPath), node]),
    ),
    directory: directoryOf(before, projectFlags),
    restricted: restrictedPackages(project),
    createdAt: startedAt.getTime() / 1000,
    read: (template, { package: home, fqn }) =>
      readStatically(template, home, vars.forNode(home, fqn), library, facts, environment),
  }
}

/** The node of a file, with the body that is there now. */
function rereadBody({ file, package: home }: ChangedFile, ground: Ground): Bodied | null {
  const kind = KINDS[file.kind]
  const node = kind === undefined ? undefined : ground.byPath.get(keyOf(kind, home.name, file.path))
  if (node === undefined || !isBodied(node) || followsMore(node)) return null
  if (ground.told.some(({ at }) => at?.file === file.label)) return null // it may be mended now
  const code = readable(file)
  if (code === null) return null
  const was = ground.read(node.template, node)
  const is = ground.read(code.template, node)
  if (was === null || is === null || !isAlike(was, is, node.template, code.template)) return null
  const isPlain = node.kind === 'model' && isPlainTemplate(code.template)
  const next = { ...node, ...code, refs: is.refs, sources: isPlain ? withoutRepeats(is.sources) : is.sources }
  const wrong: Diagnostic[] = []
  const { ids, off } = resolveDependencies(
    { ...next, macros: is.macros },
    ground.directory,
    new Set(),
    ground.restricted,
    (one) => wrong.push(one),
  )
  if (off || wrong.length > 0) return null
  const dependsOn = { macros: is.macros, nodes: ids }
  return { ...next, checksum: file.checksum, dependsOn, createdAt: ground.createdAt }
}

/** What else than its body says what such a node depends on, or looks at its body. */
function followsMore(node: Bodied): boolean {
  if (!node.config.enabled) return true // a test whose refs lead nowhere: others may lead somewhere
  if (node.metrics.length > 0) return true
  if (node.kind === 'test') return node.generic !== null
  if (node.config['pre-hook'].length > 0 || node.config['post-hook'].length > 0) return true
  if (node.kind === 'analysis') return false
  const constraints = [...node.constraints, ...[...node.columns.values()].flatMap((column) => column.constraints)]
  const refersElsewhere = constraints.some(({ target }) => target !== undefined)
  return node.declared !== undefined || node.config.incremental_strategy === 'microbatch' || refersElsewhere
}

/** Whether nothing follows from the second that did not follow from the first, but what they refer to. */
function isAlike(was: Reading, is: Reading, before: Template, now: Template): boolean {
  const rest = ({ configs, metrics, functions }: Reading): Json => [[...configs], [...metrics], [...functions]]
  return (
    jsonEquals(rest(was), rest(is)) &&
    isPlainTemplate(before) === isPlainTemplate(now) &&
    jsonEquals(configTexts(before), configTexts(now))
  )
}

/** The calls of `config(…)` as they are written: dbt keeps them so. */
function configTexts({ body, source }: Template): readonly string[] {
  return calls(body)
    .filter(({ path }) => path?.[0] === 'config')
    .map(({ call }) => source.slice(call.span.start, call.span.end))
}

function readable(file: SourceFile): ReturnType<typeof codeOf> | null {
  try {
    return codeOf(file)
  } catch (error) {
    if (error instanceof AssayError) return null // a whole parse tells all that is wrong
    throw error
  }
}

function isBodied(node: Node): node is Bodied {
  return node.kind === 'model' || node.kind === 'analysis' || node.kind === 'test'
}

function keyOf(kind: string, packageName: string, path: string): string {
  return `${kind} ${packageName} ${path}`
}
