import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ParseMemory } from '../assay.ts'
import type { Flags } from './options/flags.ts'
import type { TargetFolder } from './target-folder.ts'

/** As dbt's `partial_parse.msgpack`, which holds something else. */
const NAME = 'partial_parse.bin'

/**
 * `target/partial_parse.bin`, with dbt's options: `--no-partial-parse` looks at nothing that is kept,
 * `--partial-parse-file-path` at another file first; with `--no-write-json` nothing is kept. What cannot be read or written
 * is done without.
 */
export function parseMemory(root: string, target: TargetFolder, flags: Flags): ParseMemory {
  const read = (path: string): Uint8Array | null => {
    try {
      return readFileSync(resolve(root, path))
    } catch {
      return null // there is none yet, or nobody may read it
    }
  }
  const given = flags.partial_parse_file_path
  return {
    read() {
      if (!flags.partial_parse) return null
      return (given === null ? null : read(given)) ?? read(`${target.path}/${NAME}`)
    },
    write(bytes) {
      if (flags.write_json) target.keep(NAME, bytes)
    },
  }
}
