import type { YamlMap } from '../yaml/yaml-value.ts'
import type { PackageSpec } from './package-spec.ts'

/** A package of which everything is settled: which version, what it is called, what it wants itself. */
export interface Pinned {
  readonly spec: PackageSpec
  /** The name its project file has, and its folder gets. */
  readonly name: string
  /** `1.3.0`, a commit; null for a folder or an archive. */
  readonly version: string | null
  /** The newest version of a hub's package. */
  readonly newest: string | null
  readonly packages: readonly PackageSpec[]
  /** Its entry in the lock file, without the name. */
  readonly locked: YamlMap
  /** Puts it into `folder`, which is not there yet. */
  readonly place: (folder: string) => Promise<void>
}
