/** One entry of `packages:`, understood: what is wanted, and from where. */
import type { Location } from '../base/position.ts'
import type { YamlMap } from '../yaml/yaml-value.ts'

interface Common {
  /** Where it is written; a package of a hub has no file to point into. */
  readonly at: Location | null
  /** How messages call who wants it: `packages.yml`, `package 'fivetran_utils'`. */
  readonly askedBy: string
  /** The entry with every key dbt knows for its kind, rendered and as written: what `sha1_hash` is made of. */
  readonly hashed: YamlMap
}

export interface LocalSpec extends Common {
  readonly kind: 'local'
  /** Counts from the root project's folder, whoever wants it. */
  readonly path: string
}

/** A text that may hold a secret, and how it may be shown and written. */
export interface Address {
  /** With secrets in it: for the wire only. */
  readonly real: string
  /** The template it was made of: what lock files hold. */
  readonly written: string
  /** Without secrets and without what stands before an `@`: what people read. */
  readonly shown: string
}

export interface GitSpec extends Common {
  readonly kind: 'git'
  readonly address: Address
  /** What was asked for; several that differ are a conflict. */
  readonly revisions: readonly string[]
  readonly warnUnpinned: boolean
  readonly subdirectory: string | null
}

export interface TarballSpec extends Common {
  readonly kind: 'tarball'
  readonly address: Address
  readonly name: string
}

/** A bound on a version, and who set it. */
export interface Wish {
  readonly bound: string
  readonly askedBy: string
}

export interface HubSpec extends Common {
  readonly kind: 'hub'
  /** `dbt-labs/dbt_utils` */
  readonly package: string
  readonly wishes: readonly Wish[]
  readonly prereleases: boolean
}

export type PackageSpec = LocalSpec | GitSpec | TarballSpec | HubSpec

/** What two specs share when they want the same package: its name at the hub, its address, its path. */
export function identityOf(spec: PackageSpec): string {
  switch (spec.kind) {
    case 'local':
      return spec.path
    case 'tarball':
      return spec.address.real
    case 'hub':
      return spec.package
    case 'git':
      return `${spec.address.real.replace(/\.git$/, '')}${spec.subdirectory === null ? '' : `/${spec.subdirectory}`}`
  }
}

/** How messages call a package before its own name is known. */
export function nameInMessages(spec: PackageSpec): string {
  switch (spec.kind) {
    case 'local':
      return spec.path
    case 'hub':
      return spec.package
    case 'tarball':
      return spec.address.shown
    case 'git':
      return `${spec.address.shown}${spec.subdirectory === null ? '' : `/${spec.subdirectory}`}`
  }
}
