import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinedChunks } from './copy-chunks.ts'

test('chunks joined are the same text, in few pieces, none of which ends in half a character', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 50 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 9000 }),
      async (unit, size, times) => {
        const text = unit.repeat(times)
        const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        )
        const pieces: string[] = []
        for await (const piece of joinedChunks(chunks)) pieces.push(piece)
        expect(pieces.join('') === text).toBe(true)
        expect(pieces.length).toBeLessThanOrEqual(Math.ceil(text.length / (64 * 1024)))
        expect(pieces.every((piece) => Buffer.from(piece).toString() === piece)).toBe(true)
      },
    ),
    { numRuns: 50 },
  )
})
