import type { OutputStream, Terminal } from './terminal.ts'

const PREFIX = 'DBT_ENV_SECRET'
const MASK = '*****'
/** Shorter values are no secrets; hiding them would take the output apart. */
const LEAST_SECRET = 3
/** Encoded forms shorter than this would hide innocent text. */
const LEAST_ENCODED = 6

/** Hides the values of secret variables in text on its way out, their encoded forms too. */
export type Redact = (text: string) => string

/** Secrets are the variables whose names begin with `DBT_ENV_SECRET`, as in dbt. */
export function redactSecrets(environment: Terminal['environment']): Redact {
  const forms = new Set<string>()
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX) || value === undefined || value.length < LEAST_SECRET) continue
    forms.add(value)
    for (const form of encodings(value)) if (form.length >= LEAST_ENCODED) forms.add(form)
  }
  if (forms.size === 0) return unchanged
  // The longest first: one secret may be part of another.
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
  return (text) => text.replace(pattern, MASK)
}

function unchanged(text: string): string {
  return text
}

/** False where there are no secrets to hide. */
export function hides(redact: Redact): boolean {
  return redact !== unchanged
}

/** JSON without secrets; hidden text by text, so that it stays JSON whatever the secret looks like. */
export function writeJson(value: unknown, redact: Redact): string {
  if (!hides(redact)) return JSON.stringify(value)
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? redact(inner) : inner))
}

/** A stream that lets no secret through. */
export function redacted(stream: OutputStream, redact: Redact): OutputStream {
  return { isTerminal: stream.isTerminal, size: () => stream.size(), write: (text) => stream.write(redact(text)) }
}

function encodings(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8')
  const url = encodeURIComponent(value)
  return [
    url,
    url.replaceAll('%20', '+'),
    url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64Forms(bytes),
  ]
}

/**
 * How base64 writes the bytes wherever they begin in a longer text: each of the three alignments, without the characters
 * at either end that depend on what stands beside them.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const head = before === 0 ? 0 : before + 1
    const tail = (before + bytes.length) % 3 === 0 ? 0 : 1
    const inner = whole.slice(head, whole.length - tail)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
