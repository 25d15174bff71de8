import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** So much is kept back before it is written. */
const BUFFER = 64 * 1024

/**
 * The file that keeps what is not printed: every statement, with its time. It is opened with the first line, written a
 * bufferful at a time, and begun anew past `maxBytes`. A log that cannot be written stops nothing: it is given up.
 */
export class LogFile {
  #folder: string | null
  #name: string
  readonly #maxBytes: number
  #buffer = ''
  #opened = false
  #lost = false

  /** Without a folder, lines are kept back until a project is known: its `logs` then. `near` is where one may be. */
  constructor(folder: string | null, near: string, maxBytes: number) {
    this.#folder = folder
    this.#name = logName(near)
    this.#maxBytes = maxBytes
  }

  placeIn(project: string): void {
    this.#folder ??= join(project, 'logs')
    if (!this.#opened) this.#name = logName(project)
  }

  write(text: string): void {
    if (this.#lost) return
    this.#buffer += text
    if (this.#buffer.length >= BUFFER) this.flush()
  }

  flush(): void {
    if (this.#buffer === '' || this.#lost || this.#folder === null) return
    const path = join(this.#folder, this.#name)
    try {
      if (!this.#opened) this.#open(path)
      appendFileSync(path, this.#buffer)
    } catch {
      this.#lost = true
    }
    this.#buffer = ''
  }

  #open(path: string): void {
    mkdirSync(dirname(path), { recursive: true })
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (this.#maxBytes > 0 && size > this.#maxBytes) renameSync(path, `${path}.1`)
    this.#opened = true
  }
}

/** Where people, and tools, look for it: beside a project file of dbt's it has dbt's name. */
function logName(project: string): string {
  return existsSync(join(project, 'dbt_project.yml')) ? 'dbt.log' : 'assay.log'
}
