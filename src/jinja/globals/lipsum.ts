import { signature } from '../values/arguments.ts'
import { requireSize } from '../values/integer.ts'
import { Markup } from '../values/markup.ts'
import { PythonError } from '../values/python-error.ts'
import { isTrue } from '../values/truth.ts'
import type { Callable } from '../values/value.ts'

const bind = signature('lipsum', [], ['n', 'html', 'min', 'max'])

const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum'.split(
    ' ',
  )
const SENTENCE = 12
const CLAUSE = 5

/**
 * `lipsum(n=5, html=true, min=20, max=100)`: paragraphs to fill a page with. Unlike Jinja2's they are not random, so that
 * a template renders the same each time: each has as many words as lies between `min` and `max`.
 */
export const lipsum: Callable = (args, kwargs) => {
  const [n = 5, html = true, min = 20, max = 100] = bind(args, kwargs)
  const [least, most] = [requireSize(min), requireSize(max)]
  if (least >= most) throw new PythonError('ValueError', 'empty range for lipsum: min must be below max')
  const length = Math.max(1, (least + most) >> 1)
  const paragraphs = Array.from({ length: Math.max(0, requireSize(n)) }, (_, index) =>
    paragraph(index * length, length),
  )
  if (!isTrue(html)) return paragraphs.join('\n\n')
  return new Markup(paragraphs.map((text) => `<p>${text}</p>`).join('\n'))
}

function paragraph(offset: number, length: number): string {
  let text = ''
  for (let index = 0; index < length; index++) {
    const word = WORDS[(offset + index) % WORDS.length] as string
    const starts = index % SENTENCE === 0
    const ends = index % SENTENCE === SENTENCE - 1 || index === length - 1
    text += starts ? word.charAt(0).toUpperCase() + word.slice(1) : word
    text += ends ? '.' : index % SENTENCE === CLAUSE ? ',' : ''
    if (index < length - 1) text += ' '
  }
  return text
}
