/** Python's `replace`: at most `limit` times unless negative; an empty `old` stands between all characters. */
export function replaceText(text: string, old: string, replacement: string, limit: number): string {
  if (limit < 0 && old !== '') return text.replaceAll(old, () => replacement)
  if (limit === 0) return text
  if (old === '') return intersperse(text, replacement, limit)
  const parts: string[] = []
  let from = 0
  for (let count = 0; count < limit; count++) {
    const at = text.indexOf(old, from)
    if (at < 0) break
    parts.push(text.slice(from, at))
    from = at + old.length
  }
  parts.push(text.slice(from))
  return parts.join(replacement)
}

function intersperse(text: string, between: string, limit: number): string {
  const characters = Array.from(text)
  const places = limit < 0 ? characters.length + 1 : Math.min(limit, characters.length + 1)
  let result = ''
  for (let i = 0; i <= characters.length; i++) result += (i < places ? between : '') + (characters[i] ?? '')
  return result
}
