/** `require-dbt-version`: semantic versions with `=`, `>`, `>=`, `<`, `<=` before them, all of which must hold. */

export interface VersionBound {
  readonly sign: '=' | '>' | '>=' | '<' | '<='
  readonly version: Version
}

interface Version {
  readonly numbers: readonly [number, number, number]
  readonly prerelease: readonly string[]
}

const BOUND =
  /^\s*(>=|<=|>|<|=)?\s*(\d+)\.(\d+)\.(\d+)(?:-?([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?\s*$/

/** One bound (`>=1.3.0`), or undefined when it is none. Without a sign the version must be that one. */
export function parseBound(text: string): VersionBound | undefined {
  const match = BOUND.exec(text)
  if (match === null) return undefined
  const [, sign = '=', major, minor, patch, prerelease] = match
  return {
    sign: sign as VersionBound['sign'],
    version: { numbers: [Number(major), Number(minor), Number(patch)], prerelease: prerelease?.split('.') ?? [] },
  }
}

/** Whether `version` (`1.12.6`) satisfies the bound. */
export function satisfies(version: string, bound: VersionBound): boolean {
  const own = parseBound(version)
  if (own === undefined) return false
  const order = compare(own.version, bound.version)
  switch (bound.sign) {
    case '=':
      return order === 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
  }
}

/** Negative where `a` comes before `b`; what is no version comes first. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [parseBound(a), parseBound(b)]
  if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined)
  return compare(x.version, y.version)
}

function compare(a: Version, b: Version): number {
  for (const [i, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[i] ?? 0)
    if (difference !== 0) return difference
  }
  // A release comes after its own previews.
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length
  for (const [i, part] of a.prerelease.entries()) {
    const other = b.prerelease[i]
    if (other === undefined) return 1
    if (part !== other) return compareParts(part, other)
  }
  return a.prerelease.length - b.prerelease.length
}

/** Numbers come before words, and are compared as numbers. */
function compareParts(a: string, b: string): number {
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (x && y) return Number(a) - Number(b)
  if (x !== y) return x ? -1 : 1
  return a < b ? -1 : 1
}
