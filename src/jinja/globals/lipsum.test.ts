import { expect, test } from 'vitest'
import { Markup } from '../values/markup.ts'
import { type Kwargs, NO_KWARGS, type Value } from '../values/value.ts'
import { lipsum } from './lipsum.ts'

const plain: Kwargs = new Map([['html', false]])

test('the same call gives the same text', () => {
  expect(lipsum([3], plain)).toBe(lipsum([3], plain))
})

test('paragraphs are sentences of a length midway between the bounds', () => {
  const paragraphs = (lipsum([2, false, 10, 20], NO_KWARGS) as string).split('\n\n')
  expect(paragraphs).toHaveLength(2)
  for (const text of paragraphs) {
    expect(text.split(' ')).toHaveLength(15)
    expect(text).toMatch(/^[A-Z][a-z, ]+(\. [A-Z][a-z, ]+)*\.$/)
  }
})

test('unless told otherwise it is five paragraphs of HTML, safe to print', () => {
  const html = lipsum([], NO_KWARGS) as Value
  expect(html).toBeInstanceOf(Markup)
  expect((html as Markup).text.match(/<p>/g)).toHaveLength(5)
})
