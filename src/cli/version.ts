import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installationFolder } from '../base/installation.ts'

/** This package's version. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(installationFolder(), 'package.json'), 'utf8'))
  return String((manifest as { readonly version?: unknown }).version)
}
