import { nearMiss } from '../../base/near-miss.ts'
import { type Location, locate } from '../../base/position.ts'
import type { ConfigSection } from '../../project/project.ts'
import { nearConfigKey } from '../errors.ts'
import type { Report } from '../report.ts'
import { CONFIG_KEYS } from './config-schemas.ts'

/**
 * The known key that was meant, or undefined. Unknown keys are allowed (macros may ask for them), so only what is one
 * or two letters away counts as a slip.
 */
export function meantKey(key: string, known: readonly string[]): string | undefined {
  return known.includes(key) || OWN.has(key) ? undefined : nearMiss(key, known, key.length < 6 ? 1 : 2)
}

/** Words of ours that look like one of dbt's: `label` of a training set is no slip for `labels`. */
const OWN: ReadonlySet<string> = new Set(['label'])

/** Warns of config keys that are nearly a known one. */
export function reportNearKeys(
  keys: Iterable<string>,
  section: ConfigSection,
  what: string,
  locateKey: (key: string) => Location,
  report: Report,
): void {
  for (const key of keys) {
    const meant = meantKey(key, CONFIG_KEYS[section] ?? [])
    if (meant !== undefined) report(nearConfigKey(what, key, meant, locateKey(key)))
  }
}

/** Where a `config(key=…)` of a template has its key; the template's begin where it is put together. */
export function keyOfCall(source: string, file: string, key: string): Location {
  const call = source.search(/\bconfig\s*\(/)
  const found = source.slice(Math.max(call, 0)).match(new RegExp(`(?<![\\w.])${key}(?=\\s*=)`))
  return locate(source, found?.index === undefined ? 0 : Math.max(call, 0) + found.index, file)
}
