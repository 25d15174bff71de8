/** One word or sign of SQL; comments, texts and quoted names are passed over as wholes. */
export interface SqlWord {
  readonly kind: 'word' | 'sign' | 'text' | 'name' | 'number'
  /** Words in lower case; of a text, what stands between its quotes. */
  readonly text: string
  readonly start: number
}

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html, as far as it takes to know what is no code. */
const TOKEN =
  /--[^\n]*|\/\*|(?<escaped>[eE]'(?:[^'\\]|\\[\s\S]|'')*')|(?<text>(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*')|(?<name>(?:[uU]&)?"(?:[^"]|"")*")|\$(?<tag>(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<number>\d[\w.]*)|\s+|[\s\S]/g

/** The words of a statement, in order. */
export function* sqlWords(sql: string): Generator<SqlWord> {
  const token = new RegExp(TOKEN)
  for (let found = token.exec(sql); found !== null; found = token.exec(sql)) {
    const start = found.index
    const { escaped, text, name, tag, word, number } = found.groups ?? {}
    if (found[0] === '/*') token.lastIndex = endOfComment(sql, start)
    else if (tag !== undefined) {
      const end = sql.indexOf(`$${tag}$`, token.lastIndex)
      token.lastIndex = end === -1 ? sql.length : end + tag.length + 2
    } else if (word !== undefined) yield { kind: 'word', text: word.toLowerCase(), start }
    else if (number !== undefined) yield { kind: 'number', text: number, start }
    else if (name !== undefined) yield { kind: 'name', text: name, start }
    else if (text !== undefined || escaped !== undefined)
      yield { kind: 'text', text: found[0].replace(/^[^']*'|'$/g, ''), start }
    else if (/^[^\s\d-]|^-$/.test(found[0])) yield { kind: 'sign', text: found[0], start }
  }
}

/** Comments lie within each other. */
function endOfComment(sql: string, start: number): number {
  const mark = /\/\*|\*\//g
  mark.lastIndex = start
  let depth = 0
  for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return mark.lastIndex
  }
  return sql.length
}
