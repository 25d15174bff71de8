const CASED = /\p{Cased}/u
const DIGRAPHS = /[\u01c4-\u01cc\u01f1-\u01f3]/
const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/
const GEORGIAN = /[\u10d0-\u10ff]/
const YPOGEGRAMMENI = '\u0345'

/** Python's `str.title`: a capital after anything that has no case, small letters after what has. */
export function titleCase(text: string): string {
  const lowered = lowerCharacters(text)
  let inWord = false
  let result = ''
  let index = 0
  for (const character of text) {
    result += inWord ? lowered[index] : titleCharacter(character)
    inWord = CASED.test(character)
    index++
  }
  return result
}

/** Python's `str.capitalize`. */
export function capitalize(text: string): string {
  const [first] = text
  if (first === undefined) return ''
  return titleCharacter(first) + lowerCharacters(text).slice(1).join('')
}

/** Python's `str.swapcase`. */
export function swapCase(text: string): string {
  const lowered = lowerCharacters(text)
  return Array.from(text, (character, index) =>
    /\p{Uppercase}/u.test(character)
      ? lowered[index]
      : /\p{Lowercase}/u.test(character)
        ? character.toUpperCase()
        : character,
  ).join('')
}

/** Python's `str.casefold`: for comparing, more thorough than lower case (ß is ss). */
export function caseFold(text: string): string {
  let folded = ''
  for (const character of text) {
    if (CHEROKEE.test(character)) folded += character.toUpperCase()
    else if (character === 'ı') folded += character
    else if (character === 'ẞ') folded += 'ss'
    else for (const upper of character.toUpperCase()) folded += upper.toLowerCase()
  }
  return folded
}

/** Each character in lower case, as it is in its place: a sigma at the end of a word has a form of its own. */
function lowerCharacters(text: string): string[] {
  // İ is the one character that has two in lower case, which would shift the others.
  const lowered = Array.from(text.replaceAll('İ', 'I').toLowerCase())
  return Array.from(text, (character, index) => (character === 'İ' ? 'i\u0307' : (lowered[index] as string)))
}

/** The character as a word begins with it: not always its upper case (ǆ has ǅ beside Ǆ). */
function titleCharacter(character: string): string {
  if (DIGRAPHS.test(character)) return titleDigraph(character)
  if (GEORGIAN.test(character)) return character
  if (character === 'ŉ') return 'ʼN'
  const upper = character.toUpperCase()
  if (character.normalize('NFD').includes(YPOGEGRAMMENI)) return upper.replace('Ι', YPOGEGRAMMENI).normalize('NFC')
  const [first = '', ...rest] = upper
  return first + rest.join('').toLowerCase()
}

/** The four digraphs stand in Unicode as capital, title, small. */
function titleDigraph(character: string): string {
  const code = character.charCodeAt(0)
  const first = code >= 0x1f1 ? 0x1f1 : 0x1c4
  return String.fromCharCode(code - ((code - first) % 3) + 1)
}
