/** Small words: counts, durations, and text from elsewhere made harmless for a terminal. */

/** `1 model`, `2 models`, `1,200 rows` */
export function count(n: number, noun: string): string {
  return `${grouped(n)} ${n === 1 ? noun : plural(noun)}`
}

export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  if (/(?:ch|sh|x)$/.test(noun)) return `${noun}es`
  return noun === 'analysis' ? 'analyses' : `${noun}s`
}

/** `0.05s`, `12.3s`, `2m 05s`, `1h 02m` */
export function duration(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)}s`
  return seconds < 99.95 ? `${seconds.toFixed(1)}s` : long(Math.round(seconds))
}

/** Of what still goes on: `3s`, `2m 05s`. */
export function elapsed(seconds: number): string {
  const whole = Math.floor(seconds)
  return whole < 60 ? `${whole}s` : long(whole)
}

function long(seconds: number): string {
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`
  return `${Math.floor(seconds / 3600)}h ${two(Math.floor((seconds % 3600) / 60))}m`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

/** `a`, `a and b`, `a, b and c` */
export function enumerate(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/**
 * Text that came from files or data: control characters are written out, so that a value cannot move the cursor, clear
 * the screen or change the window's title. Line ends and tabs stay.
 */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
  })
}
