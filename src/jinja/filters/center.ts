import { signature } from '../values/arguments.ts'
import { requireSize } from '../values/integer.ts'
import { center as centerText } from '../values/justify.ts'
import { softly } from '../values/soft-text.ts'
import type { Filter } from './filter.ts'

const bind = signature('center', [], ['width'])

export const center: Filter = (_context, value, args, kwargs) => {
  const [width = 80] = bind(args, kwargs)
  const size = requireSize(width)
  return softly(value, (text) => centerText(text, size))
}
