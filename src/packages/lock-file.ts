/** `package-lock.yml`, as dbt 1.12 writes it: what was settled, and a hash of what it was settled from. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Diagnostic, throwIfErrors } from '../base/diagnostic.ts'
import { dumpYaml } from '../context/data-formats/dump-yaml.ts'
import { readYamlFile } from '../project/yaml-file.ts'
import { isYamlMap, own, toTemplateValue, type YamlMap } from '../yaml/yaml-value.ts'
import type { PackageSpec } from './package-spec.ts'
import type { Pinned } from './pinned.ts'
import { pythonJson } from './python-json.ts'
import { type SpecReading, specsOf } from './read-specs.ts'
import { MASK } from './secrets.ts'

export const LOCK_FILE = 'package-lock.yml'

export interface Lock {
  /** Null also where a secret was hidden in it: nobody can fetch from there. */
  readonly hash: string | null
  readonly specs: () => Promise<readonly PackageSpec[]>
}

/** Null where there is none. */
export function readLock(root: string, reading: SpecReading): Lock | null {
  const diagnostics: Diagnostic[] = []
  const document = readYamlFile(join(root, LOCK_FILE), LOCK_FILE, (fault) => diagnostics.push(fault))
  throwIfErrors(diagnostics)
  if (document === null) return null
  const hash = isYamlMap(document.value) ? own(document.value, 'sha1_hash') : undefined
  return {
    hash: typeof hash === 'string' && !document.text.includes(MASK) ? hash : null,
    async specs() {
      const faults: Diagnostic[] = []
      const specs = await specsOf(document, reading, (fault) => faults.push(fault))
      throwIfErrors(faults)
      return specs
    },
  }
}

/** What dbt hashes: every entry as JSON, in order of the texts. */
export function hashOf(specs: readonly PackageSpec[]): string {
  const texts = specs.map(({ hashed }) => pythonJson(hashed)).sort()
  return createHash('sha1').update(texts.join('\n'), 'utf8').digest('hex')
}

/** The lock file's text. */
export function lockText(pinned: readonly Pinned[], hash: string): string {
  const lines = pinned.flatMap(({ locked, name }) => {
    const entry: YamlMap = { ...locked, name }
    return dumpYaml(toTemplateValue(entry), true)
      .trimEnd()
      .split('\n')
      .map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`))
  })
  return `packages:\n${lines.map((line) => `${line}\n`).join('')}sha1_hash: ${dumpScalar(hash)}\n`
}

/** A hash of digits alone would be read as a number. */
function dumpScalar(text: string): string {
  return dumpYaml(toTemplateValue({ text }), true).slice('text: '.length).trimEnd()
}
