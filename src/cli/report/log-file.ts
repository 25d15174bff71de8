import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** So much is kept back before it is written. */
const BUFFER = 64 * 1024

/**
 * The file that keeps what is not printed: every statement, with its time. It is opened with the first line, written a
 * bufferful at a time, and begun anew past `maxBytes`. A log that cannot be written stops nothing: it is given up.
 */
export class LogFile {
  #path: string | null
  readonly #maxBytes: number
  #buffer = ''
  #opened = false
  #lost = false

  /** Without a path, lines are kept back until a project is known: its `logs` folder then. */
  constructor(path: string | null, maxBytes: number) {
    this.#path = path
    this.#maxBytes = maxBytes
  }

  placeIn(project: string): void {
    this.#path ??= join(project, 'logs', 'assay.log')
  }

  write(text: string): void {
    if (this.#lost) return
    this.#buffer += text
    if (this.#buffer.length >= BUFFER) this.flush()
  }

  flush(): void {
    if (this.#buffer === '' || this.#lost || this.#path === null) return
    try {
      if (!this.#opened) this.#open(this.#path)
      appendFileSync(this.#path, this.#buffer)
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
