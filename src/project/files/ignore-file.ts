/**
 * `.dbtignore`: which files a project does not want read, in the words of `.gitignore`. The last pattern that matches
 * decides; unlike git, and like dbt, a file may be wanted back from a folder that is ignored.
 */

/** True for a path (from the project's root on, with `/`) that is to be ignored. */
export type IgnoreRule = (path: string) => boolean

export function parseIgnoreFile(text: string): IgnoreRule {
  const rules = text.split(/\r?\n/).flatMap((line) => {
    const rule = parseLine(line)
    return rule === undefined ? [] : [rule]
  })
  if (rules.length === 0) return () => false
  return (path) => rules.findLast(({ pattern }) => pattern.test(path))?.ignores ?? false
}

interface Rule {
  readonly pattern: RegExp
  readonly ignores: boolean
}

function parseLine(line: string): Rule | undefined {
  // Trailing spaces go, unless the last is escaped.
  let pattern = line.replace(/(?<!\\) +$/, '')
  if (pattern === '' || pattern.startsWith('#') || pattern === '/') return undefined
  const negated = pattern.startsWith('!')
  if (negated) pattern = pattern.slice(1)
  const onlyFolders = pattern.endsWith('/')
  // A slash anywhere but at the end ties a pattern to the root; `**/` sets it free again.
  const anchored = pattern.replace(/\/$/, '').includes('/')
  const segments = pattern.replace(/^\//, '').replace(/\/$/, '').split('/')
  const start = anchored ? '^' : '^(?:.*/)?'
  const body = segments.map((segment, i) => translateSegment(segment, i, segments.length)).join('')
  const endsInAnything = segments.at(-1) === '**'
  const end = onlyFolders && !(endsInAnything && segments.length > 1) ? '/.*$' : endsInAnything ? '$' : '(?:/.*)?$'
  try {
    return { pattern: new RegExp(start + body + end, 's'), ignores: !negated }
  } catch {
    // An unclosed class and the like: git matches nothing by it either.
    return undefined
  }
}

function translateSegment(segment: string, index: number, count: number): string {
  const last = index === count - 1
  if (segment === '**') return last ? '.*' : '(?:.*/)?'
  return translate(segment) + (last ? '' : '/')
}

/** One segment: `*` and `?` stay within it, `[…]` is a class, a backslash takes the next character as it is. */
function translate(segment: string): string {
  let result = ''
  for (let i = 0; i < segment.length; i++) {
    const char = segment.charAt(i)
    if (char === '*') {
      result += '[^/]*'
      while (segment.charAt(i + 1) === '*') i++
    } else if (char === '?') result += '[^/]'
    else if (char === '[') {
      const close = segment.indexOf(']', i + 2)
      if (close === -1) result += '\\['
      else {
        const inside = segment
          .slice(i + 1, close)
          .replace(/^!/, '^')
          .replace(/\\/g, '\\\\')
        result += `[${inside}]`
        i = close
      }
    } else if (char === '\\' && i + 1 < segment.length) result += literal(segment.charAt(++i))
    else result += literal(char)
  }
  return result
}

function literal(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char
}
