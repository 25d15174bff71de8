/** Something with things below it, drawn with lines. */
export interface Branch {
  readonly text: string
  readonly branches: readonly Branch[]
}

/** One line each; the last without a line end. */
export function printTree(root: Branch): string {
  const lines = [root.text]
  const below = ({ branches }: Branch, before: string): void => {
    branches.forEach((branch, at) => {
      const isLast = at === branches.length - 1
      lines.push(`${before}${isLast ? '└─' : '├─'} ${branch.text}`)
      below(branch, `${before}${isLast ? '   ' : '│  '}`)
    })
  }
  below(root, '')
  return lines.join('\n')
}
