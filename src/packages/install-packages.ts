/**
 * The door of this room. The flow: read what is wanted → if the lock file was made from the same, take what it lists,
 * else settle versions anew (solve) → gather all packages → put them into the package folder, and the lock file beside
 * the project file. Until everything is there nothing of the project's is touched.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, throwIfErrors } from '../base/diagnostic.ts'
import type { Surroundings } from '../context/env-var.ts'
import { renderYaml } from '../context/render-yaml.ts'
import { projectFileScope } from '../context/yaml-scope.ts'
import { sourceFolders } from '../project/clean.ts'
import { notAMapping, wrongType } from '../project/errors.ts'
import { findRoot } from '../project/find-root.ts'
import { readVarsFile } from '../project/vars-file.ts'
import { readYamlFile } from '../project/yaml-file.ts'
import { placeOf } from '../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap } from '../yaml/yaml-value.ts'
import { type Added, addPackage, type NewPackage } from './add-package.ts'
import { downloads } from './download.ts'
import { nameOfProject, sameNameTwice } from './errors.ts'
import { hub } from './hub.ts'
import { hashOf, LOCK_FILE, lockText, readLock } from './lock-file.ts'
import { nameInMessages, type PackageSpec } from './package-spec.ts'
import { pinner } from './pin.ts'
import type { Pinned } from './pinned.ts'
import { packageFolder, placePackages, writeWhole } from './place-packages.ts'
import { readSpecFile } from './read-specs.ts'
import { pinAll, solve } from './solve.ts'

export interface InstallOptions {
  readonly environment: Surroundings
  readonly commandVars: YamlMap
  readonly versionCheck: boolean
  /** Settles versions anew whatever the lock file says. */
  readonly upgrade: boolean
  /** Writes the lock file and installs nothing. */
  readonly lockOnly: boolean
  /** Writes nothing at all. */
  readonly dryRun: boolean
  readonly add: NewPackage | null
  readonly signal: AbortSignal
  /** Told before something is fetched. */
  readonly fetching?: (what: string) => void
  /** Milliseconds before the next try, where a host does not answer. */
  readonly pauses?: readonly number[]
}

export interface InstalledPackage {
  readonly name: string
  /** The hub's name, an address or a path. */
  readonly from: string
  readonly kind: PackageSpec['kind']
  readonly version: string | null
  /** The newest version, where it is another. */
  readonly newer: string | null
}

export interface Installation {
  readonly packages: readonly InstalledPackage[]
  /** As the project file writes it. */
  readonly folder: string
  /** False where nothing was asked for, or only the lock file. */
  readonly placed: boolean
  /** True where versions were settled anew. */
  readonly locked: boolean
  readonly added: Added | null
  readonly warnings: readonly Diagnostic[]
}

/** Installs the packages of the project that `dir` is in. Throws an AssayError; then nothing was changed. */
export async function installPackages(dir: string, options: InstallOptions): Promise<Installation> {
  const project = await readOwn(dir, options)
  const { root, folder } = project
  const target = packageFolder(root, folder, project.sources)
  const added = options.add === null ? null : addPackage(root, options.add)
  const reading = { environment: options.environment, vars: project.vars }
  const { specs, file } = await readSpecFile(root, (name) => name, {
    ...reading,
    ...(added === null ? {} : { instead: added }),
  })
  const warnings: Diagnostic[] = []
  const nothing = { packages: [], folder, placed: false, locked: false, added, warnings }
  if (specs.length === 0) {
    if (file === null || options.dryRun || options.lockOnly) return nothing
    await placePackages([], target, folder)
    return { ...nothing, placed: true }
  }
  const work = mkdtempSync(join(tmpdir(), 'assay-packages-'))
  try {
    const http = downloads({
      signal: options.signal,
      ...(options.pauses === undefined ? {} : { pauses: options.pauses }),
    })
    const warn = (warning: Diagnostic): void => {
      warnings.push(warning)
    }
    const pin = pinner({
      ...options,
      root,
      downloads: work,
      http,
      hub: hub(options.environment, http, warn),
      warn,
      fetching: onceEach(options.fetching ?? (() => undefined)),
    })
    const hash = hashOf(specs)
    const lock = options.upgrade ? null : readLock(root, reading)
    const holds = lock !== null && lock.hash === hash
    const pinned = holds ? await pinAll(await lock.specs(), pin) : await solve(specs, pin)
    checkNames(pinned, project.name)
    const placed = !options.dryRun && !options.lockOnly
    if (placed) await placePackages(pinned, target, folder)
    if (!options.dryRun) {
      if (added !== null) writeWhole(join(root, added.file), added.text)
      if (!holds) writeWhole(join(root, LOCK_FILE), lockText(pinned, hash))
    }
    return { ...nothing, packages: pinned.map(describe), placed, locked: !holds }
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface OwnProject {
  readonly root: string
  readonly name: string
  /** As written. */
  readonly folder: string
  readonly sources: readonly string[]
  readonly vars: readonly YamlMap[]
}

/** Of the project file only what is needed: it may want a target, and packages that are not there yet. */
async function readOwn(dir: string, { environment, commandVars }: InstallOptions): Promise<OwnProject> {
  const { root, file } = findRoot(dir)
  const diagnostics: Diagnostic[] = []
  const report = (fault: Diagnostic): void => {
    diagnostics.push(fault)
  }
  const document = readYamlFile(join(root, file), file, report)
  throwIfErrors(diagnostics)
  if (document === null || !isYamlMap(document.value)) {
    throwIfErrors([notAMapping(file, document?.value ?? null)])
    throw new Error('a project file that is no mapping is an error')
  }
  const fromFile = readVarsFile(root, 'vars.yml', report)
  const vars = fromFile === null ? [commandVars] : [commandVars, fromFile]
  const key = 'packages-install-path'
  const scope = projectFileScope({ environment, vars: { layers: vars, owner: file }, target: null, secrets: 'refused' })
  const written = own(document.value, key)
  const folder =
    written === undefined || written === null
      ? 'dbt_packages'
      : await renderYaml(document, [key], { environment: scope, renders: () => true, report })
  if (typeof folder !== 'string') report(wrongType(file, [key], 'text', folder, placeOf(document, [key])))
  throwIfErrors(diagnostics)
  const name = own(document.value, 'name')
  return {
    root,
    name: typeof name === 'string' ? name : '',
    folder: String(folder),
    sources: sourceFolders(document),
    vars,
  }
}

function checkNames(pinned: readonly Pinned[], project: string): void {
  const known = new Map<string, string>()
  for (const { name, spec } of pinned) {
    const from = nameInMessages(spec)
    const same = known.get(name)
    if (same !== undefined) throw sameNameTwice(name, same, from)
    if (name === project) throw nameOfProject(name, from)
    known.set(name, from)
  }
}

function describe({ name, spec, version, newest }: Pinned): InstalledPackage {
  const newer = newest === null || newest === version ? null : newest
  return { name, from: nameInMessages(spec), kind: spec.kind, version, newer }
}

function onceEach(tell: (what: string) => void): (what: string) => void {
  const told = new Set<string>()
  return (what) => {
    if (told.has(what)) return
    told.add(what)
    tell(what)
  }
}
