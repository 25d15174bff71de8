/** What dbt calls the columns of a result: a second `id` is `id_2`, a third `id_3`. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}_${count}`
  })
}

/** agate's own rule for what is still the same, and for columns without a name, which get letters. */
export function columnNames(names: readonly string[]): string[] {
  const unique: string[] = []
  for (const [index, name] of names.entries()) {
    const wanted = name === '' ? letterName(index) : name
    let found = wanted
    for (let count = 2; unique.includes(found); count++) found = `${wanted}_${count}`
    unique.push(found)
  }
  return unique
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

function letterName(index: number): string {
  return (LETTERS[index % LETTERS.length] as string).repeat(Math.floor(index / LETTERS.length) + 1)
}
