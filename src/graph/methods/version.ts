import type { Model } from '../../resources/node.ts'
import type { Version } from '../../resources/ref.ts'
import { type Method, textOf } from './method.ts'
import { oneOf } from './property.ts'

const VERSION_TYPES: Readonly<Record<string, (model: Model) => boolean>> = {
  latest: ({ version, latestVersion }) => version !== null && version === latestVersion,
  prerelease: ({ version, latestVersion }) => isBelow(latestVersion, version),
  old: ({ version, latestVersion }) => isBelow(version, latestVersion),
  none: ({ version }) => version === null,
}

/** Models by where their version stands against the latest. */
export const version: Method = {
  expects: (criterion) => oneOf(criterion, Object.keys(VERSION_TYPES)),
  matcher: (criterion) => {
    const matches = VERSION_TYPES[textOf(criterion)] ?? (() => false)
    return (resource) => resource.kind === 'model' && matches(resource)
  },
  values: () => Object.keys(VERSION_TYPES),
}

/** Versions compare as numbers where both are, else as text. */
function isBelow(one: Version | null, other: Version | null): boolean {
  if (one === null || other === null) return false
  const [a, b] = [Number(one), Number(other)]
  return Number.isNaN(a) || Number.isNaN(b) ? String(one) < String(other) : a < b
}
