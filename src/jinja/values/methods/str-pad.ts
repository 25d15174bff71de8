import { requireSize } from '../integer.ts'
import { center, expandTabs, justifyLeft, justifyRight, zeroFill } from '../justify.ts'
import { PythonError } from '../python-error.ts'
import { type Side, strip } from '../strip.ts'
import { characterCount, textOf } from '../text.ts'
import { typeName } from '../type-name.ts'
import type { Value } from '../value.ts'
import { keyworded, type Method, type Methods, methods, positional, unary } from './method.ts'

/** `str` methods that add to the ends of a text or take from them. */
export const STR_PAD_METHODS: Methods<string> = methods<string>({
  center: justified('center', center),
  ljust: justified('ljust', justifyLeft),
  rjust: justified('rjust', justifyRight),
  zfill: unary('str.zfill', (text, width) => zeroFill(text, requireSize(width))),
  expandtabs: keyworded('str.expandtabs', ['tabsize'], (text, [size = 8]) => expandTabs(text, requireSize(size))),
  strip: stripping('strip', 'both'),
  lstrip: stripping('lstrip', 'left'),
  rstrip: stripping('rstrip', 'right'),
})

function justified(name: string, pad: (text: string, width: number, fill: string) => string): Method<string> {
  return positional(`str.${name}`, 1, 2, (text, [width = null, fill = ' ']) =>
    pad(text, requireSize(width), fillCharacter(fill)),
  )
}

function fillCharacter(value: Value): string {
  const text = textOf(value)
  if (text === undefined)
    throw new PythonError('TypeError', `The fill character must be a unicode character, not ${typeName(value)}`)
  if (characterCount(text) !== 1)
    throw new PythonError('TypeError', 'The fill character must be exactly one character long')
  return text
}

function stripping(name: string, side: Side): Method<string> {
  return positional(`str.${name}`, 0, 1, (text, [characters = null]) => {
    if (characters === null) return strip(text, side)
    const set = textOf(characters)
    if (set === undefined) throw new PythonError('TypeError', `${name} arg must be None or str`)
    return strip(text, side, set)
  })
}
