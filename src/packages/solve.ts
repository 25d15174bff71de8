/** All packages that a project needs, those that packages need included, each in one version (dbt/deps/resolver.py). */
import { differentSources } from './errors.ts'
import { identityOf, nameInMessages, type PackageSpec } from './package-spec.ts'
import type { Pin } from './pin.ts'
import type { Pinned } from './pinned.ts'

/**
 * Goes through what is wanted level by level. A package wanted twice is wanted with the bounds of both; what an earlier,
 * wider choice of it wanted stays wanted, as with dbt.
 */
export async function solve(wanted: readonly PackageSpec[], pin: Pin): Promise<readonly Pinned[]> {
  const all = new Listing()
  const seen = new Set<Pinned>()
  for (let level = listing(wanted); level.size > 0; ) {
    const next = new Listing()
    for (const spec of level.specs()) {
      const pinned = await pin(all.add(spec))
      if (seen.has(pinned)) continue // packages may want each other in a circle
      seen.add(pinned)
      for (const more of pinned.packages) next.add(more)
    }
    level = next
  }
  return pinAll(all.specs(), pin)
}

/** Each of `specs` in one version, and nothing of what they want: for what a lock file lists. */
export async function pinAll(specs: Iterable<PackageSpec>, pin: Pin): Promise<readonly Pinned[]> {
  const pinned: Pinned[] = []
  for (const spec of listing(specs).specs()) pinned.push(await pin(spec))
  return pinned
}

function listing(specs: Iterable<PackageSpec>): Listing {
  const made = new Listing()
  for (const spec of specs) made.add(spec)
  return made
}

class Listing {
  readonly #specs = new Map<string, PackageSpec>()

  get size(): number {
    return this.#specs.size
  }

  specs(): readonly PackageSpec[] {
    return [...this.#specs.values()]
  }

  /** The package with all that is wanted of it by now. */
  add(spec: PackageSpec): PackageSpec {
    const key = identityOf(spec)
    const known = this.#specs.get(key)
    const both = known === undefined ? spec : together(known, spec)
    this.#specs.set(key, both)
    return both
  }
}

function together(one: PackageSpec, other: PackageSpec): PackageSpec {
  if (one.kind === 'hub' && other.kind === 'hub') return { ...one, wishes: [...one.wishes, ...other.wishes] }
  if (one.kind === 'git' && other.kind === 'git')
    return {
      ...one,
      revisions: [...one.revisions, ...other.revisions],
      warnUnpinned: one.warnUnpinned && other.warnUnpinned,
    }
  if (one.kind !== other.kind) throw differentSources(nameInMessages(one), one.kind, other.kind, other.at ?? one.at)
  return one
}
