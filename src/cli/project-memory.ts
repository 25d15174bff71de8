import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Memory } from '../assay.ts'
import type { Flags } from './options/flags.ts'
import type { TargetFolder } from './target-folder.ts'

/** As dbt's `partial_parse.msgpack`, which holds something else. */
const PARSE = 'partial_parse.bin'
const TEXTS = 'partial_compile.bin'

/**
 * `target/partial_parse.bin` and, beside it, what templates were rendered to, with dbt's options: `--no-partial-parse` looks
 * at nothing that is kept, `--partial-parse-file-path` at another file first; with `--no-write-json` nothing is kept. What
 * cannot be read or written is done without.
 */
export function projectMemory(root: string, target: TargetFolder, flags: Flags): Memory {
  const bytesOf = (path: string): Uint8Array | null => {
    try {
      return readFileSync(resolve(root, path))
    } catch {
      return null // there is none yet, or nobody may read it
    }
  }
  const given = flags.partial_parse_file_path
  const kept = (name: string, other: string | null) => ({
    read(): Uint8Array | null {
      if (!flags.partial_parse) return null
      return (other === null ? null : bytesOf(other)) ?? bytesOf(`${target.path}/${name}`)
    },
    write(bytes: Uint8Array): void {
      if (flags.write_json) target.keep(name, bytes)
    },
  })
  return { parse: kept(PARSE, given), texts: kept(TEXTS, null) }
}
