/** Settles what is wanted: asks the hub, fetches from git, unpacks archives; each once in a command. */
import { cpSync, statSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Diagnostic } from '../base/diagnostic.ts'
import { throwIfErrors } from '../base/diagnostic.ts'
import type { Surroundings } from '../context/env-var.ts'
import { DBT_VERSION } from '../context/invocation.ts'
import { projectFileIn } from '../project/find-root.ts'
import { parseBound, satisfies } from '../project/settings/version-range.ts'
import { readYamlFile } from '../project/yaml-file.ts'
import { isYamlMap, own, type YamlMap } from '../yaml/yaml-value.ts'
import type { Downloads } from './download.ts'
import {
  badArchive,
  badPackageName,
  contradiction,
  noProjectIn,
  noVersion,
  severalRevisions,
  unpinnedRevision,
} from './errors.ts'
import { checkOut } from './git.ts'
import type { Hub, HubVersion } from './hub.ts'
import {
  type GitSpec,
  type HubSpec,
  type LocalSpec,
  nameInMessages,
  type PackageSpec,
  type TarballSpec,
} from './package-spec.ts'
import type { Pinned } from './pinned.ts'
import { readSpec, readSpecFile } from './read-specs.ts'
import { TarFault } from './tar.ts'
import { unpack } from './unpack.ts'
import { contradictionIn, isPrerelease, isWithin, newestWithin, sorted } from './versions.ts'

export interface PinRequest {
  /** The root project's folder. */
  readonly root: string
  /** A folder for what is fetched; whoever made it removes it. */
  readonly downloads: string
  readonly environment: Surroundings
  readonly commandVars: YamlMap
  /** False with `--no-version-check`: versions made for other dbt versions may be taken too. */
  readonly versionCheck: boolean
  readonly signal: AbortSignal
  readonly hub: Hub
  readonly http: Downloads
  readonly warn: (warning: Diagnostic) => void
  /** Told before something is fetched. */
  readonly fetching: (what: string) => void
}

export type Pin = (spec: PackageSpec) => Promise<Pinned>

export function pinner(request: PinRequest): Pin {
  const settled = new Map<string, Promise<Pinned>>()
  const once = (key: string, make: () => Promise<Pinned>): Promise<Pinned> => {
    const known = settled.get(key)
    if (known !== undefined) return known
    const made = make()
    settled.set(key, made)
    return made
  }
  return (spec) => {
    switch (spec.kind) {
      case 'local':
        return once(`local ${spec.path}`, () => pinLocal(spec, request))
      case 'git': {
        const [revision = null, ...others] = [...new Set(spec.revisions)]
        if (others.length > 0) throw severalRevisions(nameInMessages(spec), [...new Set(spec.revisions)], spec.at)
        const key = `git ${spec.address.real} ${spec.subdirectory} ${revision}`
        return once(key, () => pinGit(spec, revision, join(request.downloads, `git-${settled.size}`), request))
      }
      case 'tarball':
        return once(`tarball ${spec.address.real} ${spec.name}`, () =>
          pinTarball(spec, join(request.downloads, `tar-${settled.size}`), request),
        )
      case 'hub':
        return pinHub(spec, request, once)
    }
  }
}

async function pinLocal(spec: LocalSpec, request: PinRequest): Promise<Pinned> {
  const source = resolve(request.root, spec.path)
  const { name, packages } = await metadata(source, spec, request)
  return {
    spec,
    name,
    version: null,
    newest: null,
    packages,
    locked: { local: spec.path },
    async place(folder) {
      try {
        symlinkSync(source, folder, 'junction')
      } catch {
        copy(source, folder) // links are not for everybody on Windows
      }
    },
  }
}

async function pinGit(spec: GitSpec, revision: string | null, into: string, request: PinRequest): Promise<Pinned> {
  request.fetching(nameInMessages(spec))
  const { folder, commit } = await checkOut(spec, revision, into, request)
  const { name, packages } = await metadata(folder, spec, request)
  if (spec.warnUnpinned && (revision === null || ['HEAD', 'main', 'master'].includes(revision)))
    request.warn(unpinnedRevision(spec.address.shown, revision, spec.at))
  return {
    spec,
    name,
    version: commit,
    newest: null,
    packages,
    locked: {
      git: spec.address.written,
      revision: commit,
      ...(spec.subdirectory === null ? {} : { subdirectory: spec.subdirectory }),
    },
    place: async (target) => copy(folder, target),
  }
}

async function pinTarball(spec: TarballSpec, into: string, request: PinRequest): Promise<Pinned> {
  const { real, shown, written } = spec.address
  await fetchArchive(real, shown, into, request)
  const { packages } = await metadata(into, spec, request)
  return {
    spec,
    name: checkedName(spec.name, shown),
    version: null,
    newest: null,
    packages,
    locked: { tarball: written },
    place: async (target) => copy(into, target),
  }
}

type Once = (key: string, make: () => Promise<Pinned>) => Promise<Pinned>

async function pinHub(spec: HubSpec, request: PinRequest, once: Once): Promise<Pinned> {
  const bounds = spec.wishes.map(({ bound }) => bound)
  if (contradictionIn(bounds) !== null) throw contradiction(spec.package, spec.wishes, spec.at)
  request.fetching(spec.package)
  const all = await request.hub.versions(spec)
  const isSuited = (version: string): boolean => !request.versionCheck || suits(all.get(version))
  const previews = spec.prereleases || bounds.some(isPrerelease)
  const installable = sorted([...all.keys()].filter((one) => isSuited(one) && (previews || !isPrerelease(one))))
  const version = newestWithin(installable, bounds)
  const found = version === null ? undefined : all.get(version)
  if (version === null || found === undefined) {
    const fitting = sorted([...all.keys()].filter((one) => isWithin(one, bounds)))
    throw noVersion(
      {
        name: spec.package,
        wishes: spec.wishes,
        installable,
        incompatible: fitting.filter((one) => !isSuited(one)),
        prereleases: fitting.filter((one) => isSuited(one) && isPrerelease(one)),
        dbtVersion: DBT_VERSION,
      },
      spec.at,
    )
  }
  const newest = installable.at(-1) ?? version
  return once(`hub ${spec.package} ${version} ${newest}`, async () => ({
    spec,
    name: checkedName(found.name, spec.package),
    version,
    newest,
    packages: wantedBy(spec, found, request),
    locked: { package: spec.package, version },
    place: (folder) => fetchArchive(found.tarball, found.tarball, folder, request),
  }))
}

function suits(version: HubVersion | undefined): boolean {
  return (version?.requires ?? []).every((bounds) =>
    bounds.split(',').every((text) => {
      const bound = parseBound(text)
      return bound !== undefined && satisfies(DBT_VERSION, bound)
    }),
  )
}

/** What a hub's package wants, in whose answer there is no Jinja. */
function wantedBy(spec: HubSpec, version: HubVersion, { environment }: PinRequest): readonly PackageSpec[] {
  const diagnostics: Diagnostic[] = []
  const specs = version.packages.map((entry, index) =>
    readSpec({
      entry,
      written: entry,
      name: `packages[${index}]`,
      placeOf: () => undefined,
      file: spec.package,
      askedBy: `package '${version.name}'`,
      environment,
      report: (fault) => diagnostics.push(fault),
    }),
  )
  throwIfErrors(diagnostics)
  return specs.filter((one) => one !== null)
}

/** A package's name, and what it wants itself. */
async function metadata(
  folder: string,
  spec: PackageSpec,
  { environment, commandVars }: PinRequest,
): Promise<{ readonly name: string; readonly packages: readonly PackageSpec[] }> {
  const shown = nameInMessages(spec)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw noProjectIn(shown, null, spec.at)
  const found = projectFileIn(folder)
  if (found === undefined) throw noProjectIn(shown, folder, spec.at)
  const diagnostics: Diagnostic[] = []
  const labelOf = (file: string): string => `${shown}/${file}`
  const document = readYamlFile(join(folder, found.file), labelOf(found.file), (fault) => diagnostics.push(fault))
  throwIfErrors(diagnostics)
  const written = document !== null && isYamlMap(document.value) ? own(document.value, 'name') : undefined
  const name = checkedName(typeof written === 'string' ? written : '', shown)
  const reading = { environment, vars: [commandVars], askedBy: `package '${name}'` }
  return { name, packages: (await readSpecFile(folder, labelOf, reading)).specs }
}

/** A name becomes a folder's: it must not lead anywhere. */
function checkedName(name: string, from: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw badPackageName(name, from)
  return name
}

async function fetchArchive(url: string, shown: string, into: string, { http, fetching }: PinRequest): Promise<void> {
  fetching(shown)
  if (!/^https?:\/\//i.test(url)) throw badArchive(shown, 'its address begins neither with https:// nor with http://')
  const archive = await http.get(url, shown, 'an archive')
  if (archive === null) throw badArchive(shown, 'there is none (404)')
  try {
    await unpack(archive, into)
  } catch (thrown) {
    if (thrown instanceof TarFault) throw badArchive(shown, thrown.message, thrown)
    throw thrown
  }
}

/** Without what git and earlier runs left in a folder. */
function copy(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => basename(path) !== '.git',
  })
}
