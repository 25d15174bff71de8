import { closeSync, ftruncateSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { JsonObject } from '../base/json.ts'
import { removeLeftovers } from '../base/leftovers.ts'
import { cannotWrite } from './errors.ts'
import { hides, type Redact, writeJson } from './redact.ts'

/** A file that is being written, with the mark of its process: eight digits of the invocation's id. */
const HALF_WRITTEN = /\.[0-9a-f]{8}\.tmp$/

/** The folder for artifacts and SQL, by default `target`. Paths are from the project on, as artifacts name them. */
export class TargetFolder {
  readonly #root: string
  readonly #redact: Redact
  readonly #written: (path: string) => void
  /** Tells this process's half-written files from another's. */
  readonly #mark: string
  readonly #made = new Set<string>()
  readonly #swept = new Set<string>()
  /** From the project on, or absolute: `target`. */
  readonly path: string

  /** `written` is told the absolute path of each artifact. */
  constructor(root: string, path: string, mark: string, redact: Redact, written: (path: string) => void = () => {}) {
    this.#root = root
    this.path = path
    this.#mark = mark
    this.#redact = redact
    this.#written = written
  }

  /**
   * `target/manifest.json`, whole or not at all: written under another name first, then renamed. Gives what stands there
   * then, where that is without secrets.
   */
  writeArtifact(name: string, content: JsonObject): JsonObject {
    const text = this.writeJson(`${this.path}/${name}`, content)
    return hides(this.#redact) ? (JSON.parse(text) as JsonObject) : content // the text of an object
  }

  /** The same at any place; gives the text. */
  writeJson(label: string, content: JsonObject): string {
    const text = writeJson(content, this.#redact)
    this.#writeWhole(label, `${text}\n`)
    return text
  }

  /** A page for people, below the target folder. */
  writePage(name: string, text: string): void {
    this.#writeWhole(`${this.path}/${name}`, this.#redact(text))
  }

  /** What only makes the next command quicker: where it cannot be written, or holds a secret, it is done without. */
  keep(name: string, bytes: Uint8Array): void {
    if (this.#holdsSecret(bytes)) return
    try {
      this.#replace(resolve(this.#root, this.path, name), bytes)
    } catch {
      // A folder that nobody may write to is told of by what has to be in it.
    }
  }

  /** V8 writes text with one byte a character, or with two. */
  #holdsSecret(bytes: Uint8Array): boolean {
    if (!hides(this.#redact)) return false
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const texts = [buffer.toString('latin1'), buffer.toString('utf16le'), buffer.subarray(1).toString('utf16le')]
    return texts.some((text) => this.#redact(text) !== text)
  }

  #writeWhole(label: string, text: string): void {
    const path = resolve(this.#root, label)
    try {
      this.#replace(path, text)
      this.#written(path)
    } catch (cause) {
      throw cannotWrite(label, cause)
    }
  }

  #replace(path: string, content: string | Uint8Array): void {
    const beside = `${path}.${this.#mark}.tmp`
    try {
      this.#makeFolder(path)
      writeFileSync(beside, content)
      renameSync(beside, path)
      this.#sweep(path)
    } catch (cause) {
      rmSync(beside, { force: true })
      throw cause
    }
  }

  /** Once in each folder. */
  #sweep(fresh: string): void {
    if (this.#swept.has(dirname(fresh))) return
    this.#swept.add(dirname(fresh))
    removeLeftovers(fresh, (name) => HALF_WRITTEN.test(name))
  }

  /** SQL for people to look at: `target/compiled/shop/models/orders.sql`. */
  writeSql(label: string, text: string): void {
    const path = resolve(this.#root, label)
    try {
      this.#makeFolder(path)
      writeOver(path, this.#redact(text))
    } catch (cause) {
      throw cannotWrite(label, cause)
    }
  }

  #makeFolder(path: string): void {
    const folder = dirname(path)
    if (this.#made.has(folder)) return
    mkdirSync(folder, { recursive: true })
    this.#made.add(folder)
  }
}

/**
 * Writes into the file that is there. To empty it first, as usual, gives its blocks back to the file system, which on
 * some disks takes a millisecond, twice for each node of each run; this takes a twentieth.
 */
function writeOver(path: string, text: string): void {
  let file: number
  try {
    file = openSync(path, 'r+')
  } catch {
    writeFileSync(path, text) // there is none yet
    return
  }
  try {
    writeFileSync(file, text)
    ftruncateSync(file, Buffer.byteLength(text))
  } finally {
    closeSync(file)
  }
}
