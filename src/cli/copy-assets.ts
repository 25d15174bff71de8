import { cpSync, existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Project } from '../assay.ts'
import { cannotWrite } from './errors.ts'

/**
 * Copies the folders of `asset-paths` below the target folder, in place of what an earlier command left there: pictures
 * that descriptions show, for whoever serves that folder. One that is not there is passed over, as in dbt.
 */
export function copyAssets({ root, settings }: Project, target: string): void {
  for (const folder of settings.paths.assets) {
    const from = join(root, folder)
    const to = resolve(root, target, folder)
    try {
      rmSync(to, { recursive: true, force: true })
      if (existsSync(from)) cpSync(from, to, { recursive: true })
    } catch (cause) {
      throw cannotWrite(`${target}/${folder}`, cause)
    }
  }
}
