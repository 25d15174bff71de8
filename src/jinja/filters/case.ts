import { signature } from '../values/arguments.ts'
import { capitalize as capitalizeText } from '../values/case.ts'
import { SPACE_CLASS } from '../values/character-classes.ts'
import { print } from '../values/print.ts'
import { softly } from '../values/soft-text.ts'
import type { Filter } from './filter.ts'

export const upper = changing('upper', (text) => text.toUpperCase())
export const lower = changing('lower', (text) => text.toLowerCase())
export const capitalize = changing('capitalize', capitalizeText)

const bindTitle = signature('title', [])
const WORD_START = new RegExp(`([-${SPACE_CLASS}({[<]+)`)

/** A capital at the start and after spaces, hyphens and opening brackets: unlike `str.title`, not after an apostrophe. */
export const title: Filter = (_context, value, args, kwargs) => {
  bindTitle(args, kwargs)
  return print(value)
    .split(WORD_START)
    .map((part) => {
      const [first = '', ...rest] = part
      return first.toUpperCase() + rest.join('').toLowerCase()
    })
    .join('')
}

function changing(name: string, change: (text: string) => string): Filter {
  const bind = signature(name, [])
  return (_context, value, args, kwargs) => {
    bind(args, kwargs)
    return softly(value, change)
  }
}
