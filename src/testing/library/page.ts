/** What a page of Markdown shows: its fenced code and its tables, in order, with the heading they stand under. */
export type Block = Code | Table

export interface Code {
  readonly kind: 'code'
  readonly heading: string
  /** Empty where the fence names none. */
  readonly language: string
  readonly text: string
}

export interface Table {
  readonly kind: 'table'
  readonly heading: string
  /** The name in a line `**name**: …` just before it. */
  readonly title: string | null
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The blocks of a page. Tables have no escaped bars. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = []
  const lines = page.split('\n')
  let heading = ''
  let title: string | null = null
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? ''
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', i + 1)
      if (end === -1) throw new Error(`a fence under '${heading}' is never closed`)
      blocks.push({ kind: 'code', heading, language: line.slice(3), text: `${lines.slice(i + 1, end).join('\n')}\n` })
      i = end
    } else if (line.startsWith('|')) {
      const end = lines.findIndex((other, at) => at > i && !other.startsWith('|'))
      const [columns = [], , ...rows] = lines.slice(i, end === -1 ? lines.length : end).map(cells)
      blocks.push({ kind: 'table', heading, title, columns, rows })
      i = end === -1 ? lines.length : end
      title = null
    } else if (line.startsWith('#')) heading = line.replace(/^#+ /, '')
    else title = line === '' ? title : (/^\*\*(\w+)\*\*/.exec(line)?.[1] ?? null)
  }
  return blocks
}

function cells(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
