import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installationFolder } from '../base/installation.ts'
import type { SiteProgram } from './encode/html.ts'
import { programMissing } from './errors.ts'

/** What `bundle-client.js` made of `client/`, as it lies in the installed package. */
export function siteProgram(): SiteProgram {
  const file = (name: string): string => {
    const path = join(installationFolder(), 'dist/site', name)
    try {
      return readFileSync(path, 'utf8')
    } catch (cause) {
      throw programMissing(path, cause)
    }
  }
  return { script: file('app.js'), style: file('app.css'), licences: file('LICENSES.txt') }
}
