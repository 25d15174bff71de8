/** Which version of a package is taken, as dbt chooses it (dbt_common/semver.py, dbt/deps/registry.py). */
import { compareVersions, parseBound, satisfies, type VersionBound } from '../project/settings/version-range.ts'

/** The newest of `versions` that is within all bounds; null where there is none. */
export function newestWithin(versions: readonly string[], bounds: readonly string[]): string | null {
  const fitting = versions.filter((version) => isWithin(version, bounds))
  return sorted(fitting).at(-1) ?? null
}

export function isWithin(version: string, bounds: readonly string[]): boolean {
  return bounds.every((bound) => {
    const parsed = parseBound(bound)
    return parsed !== undefined && satisfies(version, parsed) && !isPreviewOfEnd(version, parsed)
  })
}

/** The oldest first. */
export function sorted(versions: readonly string[]): readonly string[] {
  return [...versions].sort(compareVersions)
}

/** True for `1.0.0-rc1`, of a version as of a bound. */
export function isPrerelease(version: string): boolean {
  return (parseBound(version)?.version.prerelease.length ?? 0) > 0
}

/** Two bounds that no version can satisfy together, the first found; null where some version may. */
export function contradictionIn(bounds: readonly string[]): readonly [string, string] | null {
  const parsed = bounds.flatMap((text) => {
    const bound = parseBound(text)
    return bound === undefined ? [] : [{ text, bound }]
  })
  for (const [i, one] of parsed.entries()) {
    for (const other of parsed.slice(i + 1)) {
      if (excludes(one.bound, other.bound) || excludes(other.bound, one.bound)) return [one.text, other.text]
    }
  }
  return null
}

/** `<2.0.0` means neither 2.0.0 nor its previews, though these come before it. */
function isPreviewOfEnd(version: string, { sign, version: end }: VersionBound): boolean {
  if (sign !== '<' || end.prerelease.length > 0) return false
  const own = parseBound(version)?.version
  return own !== undefined && own.prerelease.length > 0 && own.numbers.every((number, i) => number === end.numbers[i])
}

/** True when nothing at or above `lower` is within `upper`. An exact version is both. */
function excludes(lower: VersionBound, upper: VersionBound): boolean {
  if (lower.sign.startsWith('<') || upper.sign.startsWith('>')) return false
  const order = compareVersions(textOf(lower), textOf(upper))
  if (order !== 0) return order > 0
  return lower.sign === '>' || upper.sign === '<'
}

function textOf({ version: { numbers, prerelease } }: VersionBound): string {
  return `${numbers.join('.')}${prerelease.length === 0 ? '' : `-${prerelease.join('.')}`}`
}
