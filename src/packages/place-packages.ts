/** Puts packages into the package folder: all of them or none. */
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { AssayError } from '../base/diagnostic.ts'
import { removeLeftovers } from '../base/leftovers.ts'
import { cannotInstall, unsafeFolder } from './errors.ts'
import type { Pinned } from './pinned.ts'

/** Where packages go, as an absolute path. Refuses a folder that holds what people wrote. */
export function packageFolder(root: string, written: string, sources: readonly string[]): string {
  const folder = real(resolve(root, written))
  if (holds(folder, real(root))) throw unsafeFolder(written, 'which holds the project itself')
  const source = sources.find((one) => holds(folder, real(resolve(root, one))))
  if (source !== undefined) throw unsafeFolder(written, `which holds '${source}'`)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw unsafeFolder(written, 'which is no folder')
  return folder
}

/**
 * Replaces what is in `folder` by `packages`. They are gathered beside it and take its place at once, so that a failure
 * leaves it as it was.
 */
export async function placePackages(packages: readonly Pinned[], folder: string, shown: string): Promise<void> {
  let staging: string | undefined
  try {
    mkdirSync(dirname(folder), { recursive: true })
    const prefix = `.${basename(folder)}-`
    staging = mkdtempSync(join(dirname(folder), prefix))
    removeLeftovers(staging, (name) => name.startsWith(prefix) && name.length === basename(staging ?? '').length)
    const [fresh, old] = [join(staging, 'new'), join(staging, 'old')]
    mkdirSync(fresh)
    for (const one of packages) await one.place(join(fresh, one.name))
    swap(fresh, folder, old)
  } catch (thrown) {
    throw thrown instanceof AssayError ? thrown : cannotInstall(shown, thrown)
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true, maxRetries: 3 })
  }
}

function swap(fresh: string, folder: string, old: string): void {
  const wasThere = statSync(folder, { throwIfNoEntry: false }) !== undefined
  if (wasThere) renameSync(folder, old)
  try {
    renameSync(fresh, folder)
  } catch (thrown) {
    if (wasThere) renameSync(old, folder)
    throw thrown
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(path: string, text: string): void {
  const beside = `${path}.new`
  try {
    writeFileSync(beside, text)
    renameSync(beside, path)
  } catch (thrown) {
    rmSync(beside, { force: true })
    throw cannotInstall(basename(path), thrown)
  }
}

function holds(outer: string, inner: string): boolean {
  const way = relative(outer, inner)
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way)
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path // it does not exist
  }
}
