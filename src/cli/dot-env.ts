import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cannotRead } from './errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The environment, and what the nearest `.env` adds to it: in this folder or one above, as in dbt 1.12. What is in the
 * environment already wins. `PYTHON_DOTENV_DISABLED` switches it off there and here.
 */
export function withDotEnv(environment: Environment, cwd: string): Environment {
  if (ON.has((environment.PYTHON_DOTENV_DISABLED ?? '').toLowerCase())) return environment
  const path = nearest(cwd)
  if (path === null) return environment
  return { ...readDotEnv(contentOf(path), environment), ...environment }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw cannotRead(path, cause)
  }
}

const ON: ReadonlySet<string> = new Set(['1', 'true', 't', 'yes', 'y'])

function nearest(folder: string): string | null {
  const path = join(folder, '.env')
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path
  const above = dirname(folder)
  return above === folder ? null : nearest(above)
}

/**
 * The variables of a `.env`, as python-dotenv reads them: `export`, quotes over several lines, comments after a space,
 * `${NAME}` and `${NAME:-else}` from the environment and from what stands above. A line that is none of this is passed over.
 */
export function readDotEnv(text: string, environment: Environment = {}): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  let at = 0
  while (at < text.length) {
    BINDING.lastIndex = at
    const { groups } = BINDING.exec(text) ?? {}
    if (groups === undefined) {
      at = endOfLine(text, at)
      continue
    }
    at = BINDING.lastIndex
    const { quotedKey, bareKey, equals, single, double, bare } = groups
    const key = quotedKey ?? bareKey
    const value =
      single?.replace(/\\([\\'])/g, '$1') ??
      double?.replace(/\\([\\'"abfnrtv])/g, (_all, letter: string) => ESCAPES[letter] ?? letter) ??
      bare?.replace(/\s+#.*/, '').trimEnd() ??
      (equals === undefined ? undefined : '')
    if (key !== undefined && value !== undefined) values[key] = interpolated(value, { ...values, ...environment })
  }
  return values
}

/** White space and a comment alone are a binding without a key; a name without `=` has no value. */
const BINDING = new RegExp(
  [
    String.raw`\s*(?:(?:export[^\S\r\n]+)?(?:'(?<quotedKey>[^']+)'|(?<bareKey>[^=#\s'][^=#\s]*))[^\S\r\n]*`,
    String.raw`(?:(?<equals>=)[^\S\r\n]*(?:'(?<single>(?:\\[^]|[^'\\])*)'|"(?<double>(?:\\[^]|[^"\\])*)"|(?<bare>(?!['"]|(?<=[^\S\r\n])#)[^\r\n]+))?)?)?`,
    String.raw`(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)`,
  ].join(''),
  'y',
)

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function interpolated(value: string, known: Environment): string {
  return value.replace(/\$\{([^}:]*)(?::-([^}]*))?\}/g, (_all, name: string, other: string | undefined) =>
    Object.hasOwn(known, name) ? (known[name] ?? '') : (other ?? ''),
  )
}

function endOfLine(text: string, from: number): number {
  LINE.lastIndex = from
  LINE.exec(text)
  return LINE.lastIndex
}

/** What is skipped of a line that cannot be read begins after the white space before it. */
const LINE = /\s*[^\r\n]*(?:\r\n|\r|\n)?/y
