/**
 * What templates were rendered to, for the next command: of those that asked nothing but what is kept of the project
 * itself. A line that says of which parse, then what V8 makes of the texts.
 */
import { deserialize, serialize } from 'node:v8'
import type { Hearing, RenderedBefore } from '../compile/rendered-before.ts'
import type { Invocation } from '../context/invocation.ts'
import type { RenderedText, Segment } from '../jinja/rendering.ts'
import type { UniqueId } from '../resources/ids.ts'
import { type Asked, isSameAnswer, type Listening, listenTo } from './listen.ts'

/** Bytes that outlive a command. */
export interface KeptFile {
  /** Null where there are none. */
  read(): Uint8Array | null
  write(bytes: Uint8Array): void
}

/** What texts were rendered from. */
export interface RenderedFrom {
  /** Of the parse that is kept: the same only if the project is. */
  readonly id: string
  /** Nodes whose bodies are others since. */
  readonly edited: ReadonlySet<UniqueId>
}

/** A text, and what it would be another one without. */
interface Kept {
  readonly text: RenderedText
  readonly asked: Asked
}

interface Texts {
  readonly ids: readonly UniqueId[]
  readonly texts: readonly string[]
  /** How many segments each has, and five numbers for each of these. */
  readonly counts: readonly number[]
  readonly segments: Int32Array
  /** What was asked, each once, and by number what each text asked. */
  readonly questions: readonly Asked[]
  readonly asked: readonly number[]
}

export class RenderedTexts implements RenderedBefore {
  readonly #file: KeptFile
  readonly #from: RenderedFrom
  readonly #invocation: Invocation
  #kept: Map<UniqueId, Kept> | undefined
  #isNew = false

  constructor(file: KeptFile, from: RenderedFrom, invocation: Invocation) {
    this.#file = file
    this.#from = from
    this.#invocation = invocation
  }

  textOf(id: UniqueId): RenderedText | null {
    return this.#from.edited.has(id) ? null : (this.#texts().get(id)?.text ?? null)
  }

  listen(id: UniqueId): Hearing | null {
    if (this.#from.edited.has(id)) return null
    let listening: Listening | null = null
    let isHeard = false
    const heard = (): void => {
      isHeard = true
    }
    return {
      heard,
      of(invocation) {
        const log: Invocation['log'] = (entry) => {
          heard()
          invocation.log(entry)
        }
        listening = listenTo({ ...invocation, log })
        return listening.invocation
      },
      keep: (text) => {
        const asked = isHeard ? null : (listening?.asked() ?? null)
        if (asked === null) return
        this.#texts().set(id, { text, asked })
        this.#isNew = true
      },
    }
  }

  /** Writes down what is new. */
  save(): void {
    if (!this.#isNew) return
    this.#file.write(Buffer.concat([Buffer.from(`${this.#from.id}\n`), serialize(flat(this.#texts()))]))
    this.#isNew = false
  }

  #texts(): Map<UniqueId, Kept> {
    this.#kept ??= this.#read()
    return this.#kept
  }

  #read(): Map<UniqueId, Kept> {
    const bytes = this.#file.read()
    if (bytes === null) return new Map()
    try {
      const end = bytes.indexOf(0x0a)
      if (Buffer.from(bytes.subarray(0, end)).toString() !== this.#from.id) return new Map()
      return unfolded(deserialize(bytes.subarray(end + 1)) as Texts, this.#invocation) // what `save` wrote, or it throws
    } catch {
      return new Map() // cut off: it is made again
    }
  }
}

function flat(rendered: ReadonlyMap<UniqueId, Kept>): Texts {
  const all = [...rendered.values()]
  const counts = all.map(({ text }) => text.segments.length)
  const segments = new Int32Array(5 * counts.reduce((sum, count) => sum + count, 0))
  let at = 0
  for (const { text } of all)
    for (const { start, end, source, exact } of text.segments) {
      segments.set([start, end, source.start, source.end, exact ? 1 : 0], at)
      at += 5
    }
  const questions = new Map<string, number>()
  const asked = all.map((one) => {
    const question = JSON.stringify(one.asked)
    const number = questions.get(question) ?? questions.size
    questions.set(question, number)
    return number
  })
  return {
    ids: [...rendered.keys()],
    texts: all.map(({ text }) => text.text),
    counts,
    segments,
    questions: [...questions.keys()].map((question) => JSON.parse(question) as Asked), // they were that
    asked,
  }
}

/** Those texts that would be the same now. */
function unfolded(
  { ids, texts, counts, segments, questions, asked }: Texts,
  invocation: Invocation,
): Map<UniqueId, Kept> {
  const known = questions.map((one) => (isSameAnswer(one, invocation) ? one : null))
  let at = 0
  const next = (): number => segments[at++] ?? 0
  const segment = (): Segment => {
    const [start, end, from, to, exact] = [next(), next(), next(), next(), next()]
    return { start, end, source: { start: from, end: to }, exact: exact === 1 }
  }
  const kept = new Map<UniqueId, Kept>()
  for (const [index, id] of ids.entries()) {
    const text = { text: texts[index] ?? '', segments: Array.from({ length: counts[index] ?? 0 }, segment) }
    const question = known[asked[index] ?? -1] ?? null
    if (question !== null) kept.set(id, { text, asked: question })
  }
  return kept
}
