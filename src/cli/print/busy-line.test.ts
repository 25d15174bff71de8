import { expect, test } from 'vitest'
import { testTerminal } from '../../testing/test-terminal.ts'
import { busyLine } from './busy-line.ts'
import { styleOf } from './style.ts'

test('what is being done is said at once, goes on, and leaves no trace', () => {
  const { terminal, screen, pass, out } = testTerminal({ window: { columns: 20, rows: 10 } })
  const line = busyLine(terminal, terminal.stdout, styleOf(false))
  line.close()
  expect(out()).toBe('')
  line.say('reading the project')
  expect(screen()).toBe('⠋ reading the proj…\n')
  pass(160)
  line.say('connecting')
  expect(screen()).toBe('⠸ connecting\n')
  line.close()
  expect(screen()).toBe('')
  const written = out()
  pass(1000)
  expect(out()).toBe(written)
  line.say('connecting')
  expect(screen()).toBe('⠼ connecting\n')
})
