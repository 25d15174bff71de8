import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A writer that is still at work has touched its file since. */
const OLD = 60 * 60 * 1000

/**
 * What is written under another name first, so that nobody finds half of it, stays there when its writer is killed.
 * Removes what looks like such beside `fresh`, which was written just now, and is an hour older. Never fails: that it
 * stays costs nothing but room.
 */
export function removeLeftovers(fresh: string, isLeftover: (name: string) => boolean): void {
  try {
    const folder = dirname(fresh)
    const now = statSync(fresh).mtimeMs
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (name === basename(fresh) || !isLeftover(name) || statSync(path).mtimeMs > now - OLD) continue
      rmSync(path, { recursive: true, force: true })
    }
  } catch {
    // Somebody else may be removing the same.
  }
}
