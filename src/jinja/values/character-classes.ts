// Unicode properties as Python's str methods read them. Node's tables are a version newer than Python 3.11's, so characters
// added since may differ. The runs of literals are the characters that have a digit or numeric value without being \p{Nd}
// or \p{N}: JavaScript cannot ask for that.

const DIGIT_LIKE =
  '\\xb2\\xb3\\xb9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}'
const NUMERIC_IDEOGRAPHS =
  '\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4ebf\\u4ec0\\u4edf\\u4ee8\\u4f0d\\u4f70\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343-\\u5345\\u534c\\u53c1-\\u53c4\\u56db\\u58f1\\u58f9\\u5e7a\\u5efe\\u5eff\\u5f0c-\\u5f0e\\u5f10\\u62fe\\u634c\\u67d2\\u6f06\\u7396\\u767e\\u8086\\u842c\\u8cae\\u8cb3\\u8d30\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}'
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

/** Matches texts of at least one character, all of the class. */
function all(characterClass: string): RegExp {
  return new RegExp(`^[${characterClass}]+$`, 'u')
}

const ALPHA = all('\\p{L}')
const DECIMAL = all('\\p{Nd}')
const DIGIT = all(`\\p{Nd}${DIGIT_LIKE}`)
const NUMERIC = all(`\\p{N}${NUMERIC_IDEOGRAPHS}`)
const ALPHANUMERIC = all(`\\p{L}\\p{N}${NUMERIC_IDEOGRAPHS}`)
const SPACES = all(SPACE)
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u
const UNPRINTABLE = /(?! )[\p{C}\p{Zl}\p{Zp}\p{Zs}]/u
const UPPER = /\p{Uppercase}/u
const LOWER = /\p{Lowercase}/u
const LOWER_OR_TITLE = /[\p{Lowercase}\p{Lt}]/u
const UPPER_OR_TITLE = /[\p{Uppercase}\p{Lt}]/u

export const isAlpha = (text: string): boolean => ALPHA.test(text)
export const isAlphanumeric = (text: string): boolean => ALPHANUMERIC.test(text)
export const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text)
export const isDecimal = (text: string): boolean => DECIMAL.test(text)
export const isDigit = (text: string): boolean => DIGIT.test(text)
export const isNumeric = (text: string): boolean => NUMERIC.test(text)
export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text)
export const isPrintable = (text: string): boolean => !UNPRINTABLE.test(text)
export const isSpace = (text: string): boolean => SPACES.test(text)

/** At least one letter with case, and none of the other case. */
export const isUpper = (text: string): boolean => UPPER.test(text) && !LOWER_OR_TITLE.test(text)
export const isLower = (text: string): boolean => LOWER.test(text) && !UPPER_OR_TITLE.test(text)

/** Capitals only at the start of words, small letters only after another letter, and at least one of them. */
export function isTitle(text: string): boolean {
  let found = false
  let inWord = false
  for (const character of text) {
    const capital = UPPER_OR_TITLE.test(character)
    const small = !capital && LOWER.test(character)
    if ((capital && inWord) || (small && !inWord)) return false
    inWord = capital || small
    found ||= inWord
  }
  return found
}

/** What ends a line for `splitlines`, for building expressions. */
export const LINE_END_CLASS = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029'

/** Python's white space, for building expressions: not JavaScript's `\s` (which has U+FEFF and lacks U+001C to U+001F). */
export const SPACE_CLASS = SPACE
