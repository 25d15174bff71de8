/**
 * Patterns as Python has them, since dbt's selectors are matched by Python: `fnmatch` for names, `pathlib` for paths.
 * `*` any text, `?` one character, `[a-z]` one of these, `[!a-z]` none of these; case counts.
 */

export function hasWildcard(text: string): boolean {
  return /[*?[\]]/.test(text)
}

/** A test of whole texts. */
export function glob(pattern: string): (text: string) => boolean {
  if (pattern === '*') return () => true
  if (!hasWildcard(pattern)) return (text) => text === pattern
  const regExp = new RegExp(`^${translate(pattern, '.')}$`, 'su')
  return (text) => regExp.test(text)
}

/**
 * A test of paths with `/`, from the project on. `*` stays within a folder, `**` stands for any folders, and a pattern
 * that ends in `/` or `**` is met by folders only.
 */
export function pathGlob(pattern: string): (path: string, isFolder: boolean) => boolean {
  const segments = pattern.split(/[/\\]/).filter((part) => part !== '' && part !== '.')
  const foldersOnly = /[/\\]$/.test(pattern) || segments.at(-1) === '**'
  const source = segments.map((part) => (part === '**' ? '(?:/[^/]+)*' : `/${translate(part, '[^/]')}`)).join('')
  const regExp = new RegExp(`^${source}$`, 'su')
  return (path, isFolder) => (isFolder || !foldersOnly) && regExp.test(path === '' ? '' : `/${path}`)
}

function translate(pattern: string, anyCharacter: string): string {
  const characters = Array.from(pattern)
  let source = ''
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as string // i is within it
    if (character === '*') source += `${anyCharacter}*`
    else if (character === '?') source += anyCharacter
    else if (character === '[') {
      const end = endOfClass(characters, i)
      source += end === -1 ? literal('[') : characterClass(characters.slice(i + 1, end), anyCharacter)
      if (end !== -1) i = end
    } else source += literal(character)
  }
  return source
}

/** Where the `]` stands that closes the class begun at `start`; a `]` right at its beginning belongs to it. */
function endOfClass(characters: readonly string[], start: number): number {
  let from = start + 1
  if (characters[from] === '!') from++
  if (characters[from] === ']') from++
  return characters.indexOf(']', from)
}

function characterClass(members: readonly string[], anyCharacter: string): string {
  const negated = members[0] === '!'
  const listed = negated ? members.slice(1) : members
  let source = ''
  for (let i = 0; i < listed.length; i++) {
    const low = listed[i] as string // i is within it
    const high = listed[i + 1] === '-' ? listed[i + 2] : undefined
    if (high === undefined) source += literal(low)
    else {
      if (low <= high) source += `${literal(low)}-${literal(high)}` // Python drops a range that runs backwards
      i += 2
    }
  }
  if (source === '') return negated ? anyCharacter : '(?!)'
  return `[${negated ? '^' : ''}${source}]`
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
