/**
 * The one door to the `yaml` library. Loaded when a text needs it, which most projects' never do: 60 files, 20 ms.
 */
import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

export type Library = typeof import('yaml')

export function yamlLibrary(): Library {
  return load('yaml') as Library // what the package's main file exports
}
