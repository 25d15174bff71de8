/** A project as it was read → what all of its templates share, its manifest, and the SQL of its nodes. */

import { randomUUID } from 'node:crypto'
import type { Diagnostic } from '../base/diagnostic.ts'
import type { JsonObject } from '../base/json.ts'
import { type CompiledNode, Compiler, type Database } from '../compile/compiler.ts'
import { NO_DATABASE } from '../compile/no-database.ts'
import type { Surroundings } from '../context/env-var.ts'
import type { Invocation } from '../context/invocation.ts'
import type { Log } from '../context/log.ts'
import { findCycles } from '../graph/cycles.ts'
import { buildGraph } from '../graph/graph.ts'
import { fileKey, fingerprintOf } from '../memory/fingerprint.ts'
import { listenTo } from '../memory/listen.ts'
import { recall, remember } from '../memory/recall.ts'
import { type KeptFile, RenderedTexts } from '../memory/rendered-texts.ts'
import { projectVars } from '../parse/ground.ts'
import { parseProject as parse } from '../parse/parse.ts'
import { type ChangedFile, rereadBodies } from '../parse/reread-bodies.ts'
import type { Project } from '../project/project.ts'
import type { TimeWindow } from '../resources/batch.ts'
import type { Deferral } from '../resources/deferral.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Manifest } from '../resources/manifest.ts'
import type { TemplateNode } from '../resources/node.ts'
import { QUOTE_ALL, type Quoting } from '../resources/relation.ts'
import type { Runnable } from '../resources/unit-test.ts'

/** Understands a project. Throws an AssayError with everything that is wrong in it, cycles included. */
export async function parseProject(project: Project, invocation: Invocation): Promise<Manifest> {
  return parse(project, invocation, { more: cyclesOf })
}

/** The same; what did not change since the last time is not worked out again. */
export async function recallProject(project: Project, invocation: Invocation, memory: Memory): Promise<Understood> {
  const print = fingerprintOf(project, import.meta.url)
  const kept = recall(memory.parse.read(), print, invocation)
  if (kept !== null) {
    const changed = changedFiles(project, kept.changed)
    const manifest = changed.length === 0 ? kept.manifest : rereadBodies(kept.manifest, changed, project, invocation)
    if (manifest !== null) {
      const from = { id: kept.id, edited: nodesIn(changed, manifest) }
      return { manifest, texts: new RenderedTexts(memory.texts, from, invocation) }
    }
  }
  const listening = listenTo(invocation)
  const manifest = await parse(project, listening.invocation, { more: cyclesOf, at: invocation.startedAt })
  const asked = listening.asked()
  const made = asked === null ? null : remember(manifest, print, asked)
  if (made === null) return { manifest, texts: null }
  memory.parse.write(made.bytes)
  return { manifest, texts: new RenderedTexts(memory.texts, { id: made.id, edited: new Set() }, invocation) }
}

function cyclesOf(manifest: Manifest): readonly Diagnostic[] {
  return findCycles(buildGraph(manifest))
}

function changedFiles({ packages }: Project, changed: ReadonlySet<string>): readonly ChangedFile[] {
  return packages.flatMap((one) =>
    one.files.filter((file) => changed.has(fileKey(one.name, file))).map((file) => ({ file, package: one })),
  )
}

function nodesIn(files: readonly ChangedFile[], { nodes }: Manifest): ReadonlySet<UniqueId> {
  const paths = new Set(files.map((one) => `${one.package.name} ${one.file.path}`))
  return new Set(
    [...nodes.values()].filter((one) => paths.has(`${one.package} ${one.originalPath}`)).map(({ id }) => id),
  )
}

/** Where what a command worked out is kept for the next one. */
export interface Memory {
  /** What a parse said. */
  readonly parse: KeptFile
  /** What templates were rendered to. */
  readonly texts: KeptFile
}

export interface Understood {
  readonly manifest: Manifest
  /** For a compiler of this manifest; null where nothing can be kept. */
  readonly texts: RenderedTexts | null
}

export interface InvocationOptions {
  /** A UUID; a new one if not given. */
  readonly id?: string
  readonly environment: Surroundings
  /** What templates see as `flags` and `invocation_args_dict`, in dbt's names. */
  readonly flags?: JsonObject
  readonly arguments?: JsonObject
  readonly log?: Log
  readonly startedAt?: Date
}

/** What is the same for all templates of one command. */
export function createInvocation(project: Project, options: InvocationOptions): Invocation {
  return {
    id: options.id ?? randomUUID(),
    startedAt: options.startedAt ?? new Date(),
    clock: () => new Date(),
    environment: options.environment,
    flags: options.flags ?? {},
    projectFlags: project.settings.flags,
    arguments: options.arguments ?? {},
    projectName: project.settings.name,
    project: {
      version: project.settings.version,
      vars: project.settings.vars,
      commandVars: project.commandVars,
      packages: new Map(project.packages.map((found) => [found.name, found.settings.version])),
    },
    target: project.target,
    quoting: quotingOf(project.settings.quoting),
    log: options.log ?? (() => undefined),
  }
}

export interface CompilerSettings {
  readonly selected?: readonly UniqueId[]
  readonly empty?: boolean
  readonly deferral?: Deferral | null
  readonly sample?: TimeWindow | null
  readonly write?: (node: Runnable, payload: string) => void
  /** What was kept of this very manifest. */
  readonly texts?: RenderedTexts | null
}

/** Makes SQL of a manifest's nodes; shared by all nodes of a run. */
export function createCompiler(
  project: Project,
  manifest: Manifest,
  invocation: Invocation,
  settings: CompilerSettings = {},
): Compiler {
  return new Compiler({
    manifest,
    invocation,
    vars: projectVars(project),
    dispatch: project.settings.dispatch,
    queryComment: project.settings.queryComment,
    empty: settings.empty ?? false,
    deferral: settings.deferral ?? null,
    sample: settings.sample ?? null,
    selected: settings.selected ?? [],
    write: settings.write ?? (() => undefined),
    // Where refs lead elsewhere, or rows are left out, texts are others.
    before: settings.empty || settings.sample || settings.deferral ? null : (settings.texts ?? null),
  })
}

/** SQL for one node, on a connection for what its templates ask (`run_query`), or without one. */
export async function compileNode(
  compiler: Compiler,
  node: TemplateNode,
  connection: Database = NO_DATABASE,
): Promise<CompiledNode> {
  return compiler.compile(node, { connection, threadId: 'Thread-1' })
}

function quotingOf(own: JsonObject): Quoting {
  const part = (key: keyof Quoting): boolean => (typeof own[key] === 'boolean' ? own[key] : QUOTE_ALL[key])
  return { database: part('database'), schema: part('schema'), identifier: part('identifier') }
}
