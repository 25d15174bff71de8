/** SQL with Jinja, cut into pieces to be coloured. It need not understand more: the pieces together are the text. */
export interface Piece {
  readonly kind: 'plain' | 'keyword' | 'function' | 'text' | 'number' | 'comment' | 'jinja' | 'name'
  readonly text: string
}

const KEYWORDS: ReadonlySet<string> = new Set(
  `all alter analyze and any array as asc at begin between by case cast check collate column commit constraint create cross
  current current_date current_timestamp database default delete desc distinct do drop else end except exists extract false fetch
  filter first following for foreign from full function grant group grouping having if ilike in index inner insert
  intersect interval into is join key language last lateral left like limit materialized merge natural not nothing null
  nulls of offset on only or order outer over partition preceding primary range recursive references returning right
  row rows schema select set sets some table temporary then to trigger true truncate unbounded union unique update using
  values view when where window with within without zone`.split(/\s+/),
)

const PIECES = new RegExp(
  [
    '(?<comment>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)|\\{#[\\s\\S]*?(?:#\\}|$))',
    '(?<jinja>\\{%[\\s\\S]*?(?:%\\}|$)|\\{\\{[\\s\\S]*?(?:\\}\\}|$))',
    "(?<text>'(?:[^']|'')*(?:'|$)|\\$(\\w*)\\$[\\s\\S]*?(?:\\$\\4\\$|$))",
    '(?<name>"(?:[^"]|"")*(?:"|$))',
    '(?<number>\\b\\d+(?:\\.\\d+)?\\b)',
    '(?<word>[A-Za-z_]\\w*)',
  ].join('|'),
  'g',
)

export function pieces(code: string): readonly Piece[] {
  const found: Piece[] = []
  let end = 0
  for (const match of code.matchAll(PIECES)) {
    if (match.index > end) found.push({ kind: 'plain', text: code.slice(end, match.index) })
    end = match.index + match[0].length
    found.push({ kind: kindOf(match, code, end), text: match[0] })
  }
  if (end < code.length) found.push({ kind: 'plain', text: code.slice(end) })
  return found
}

function kindOf({ groups = {} }: RegExpExecArray, code: string, end: number): Piece['kind'] {
  for (const kind of ['comment', 'jinja', 'text', 'name', 'number'] as const)
    if (groups[kind] !== undefined) return kind
  if (KEYWORDS.has((groups.word ?? '').toLowerCase())) return 'keyword'
  return code[end] === '(' ? 'function' : 'plain'
}
