import { PythonError } from '../../jinja/values/python-error.ts'
import type { Value } from '../../jinja/values/value.ts'

/** PostgreSQL's text of an array as a list, or a list of lists. */
export function parseArray(text: string, read: (text: string) => Value): Value {
  // Bounds other than from one on stand before: `[0:1]={a,b}`.
  const start = text.startsWith('[') ? text.indexOf('=') + 1 : 0
  const lists: Value[][] = [[]]
  for (const [token, quoted] of text.slice(start).matchAll(TOKEN)) {
    const innermost = lists.at(-1) as Value[]
    if (token === '{') {
      const list: Value[] = []
      innermost.push(list)
      lists.push(list)
    } else if (token === '}') lists.pop()
    else if (token === ',') continue
    else if (quoted !== undefined) innermost.push(read(quoted.replace(/\\(.)/gs, '$1')))
    else innermost.push(token === 'NULL' ? null : read(token))
  }
  const array = lists[0]?.[0]
  if (lists.length !== 1 || array === undefined) throw new PythonError('ValueError', `malformed array: ${text}`)
  return array
}

const TOKEN = /[{},]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs
