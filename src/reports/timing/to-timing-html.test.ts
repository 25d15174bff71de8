import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Bar, Timeline } from './timeline.ts'
import { toTimingHtml } from './to-timing-html.ts'

function bar(name: string, start: number, end: number, more: Partial<Bar> = {}): Bar {
  return {
    id: `model.shop.${name}`,
    name,
    kind: 'model',
    status: 'success',
    thread: 'Thread-1',
    start,
    executes: start,
    end,
    ...more,
  }
}

function page(bars: readonly Bar[], more: Partial<Timeline> = {}): string {
  const threads = [{ thread: 'Thread-1', bars, busy: 1 }]
  const whole = {
    command: 'build',
    startedAt: '2026-01-01T00:00:00.000Z',
    bars,
    threads,
    seconds: 4,
    criticalPath: [],
    skipped: 0,
  }
  return toTimingHtml({ ...whole, ...more }, 'shop')
}

test('names from files cannot become markup', () => {
  const evil = `<script>alert("1")</script>&'`
  const html = page([bar(evil, 0, 1, { status: evil, thread: evil })], { command: evil })
  expect(html).not.toContain('<script')
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;')
})

test('the page lets in its own style and nothing else', () => {
  const html = page([bar('orders', 0, 1)])
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(html) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`)
  expect(html).not.toMatch(/ style=|https?:|<script|<link|<img| on[a-z]+=/)
})

test('a bar stands where its time was, and says all of it', () => {
  const html = page([bar('orders', 1, 2), bar('late', 3, 4, { status: 'error' })])
  expect(html).toContain(
    '<title>orders (model): success, 1.00s, from 1.00s to 2.00s on Thread-1</title><rect class="model" x="520" y="3" width="220"',
  )
  expect(html).toContain('<rect class="bad" x="960" y="23" width="220"')
})

test('of thousands of nodes the longest are drawn, in order, and it is said how many are not', () => {
  const bars = Array.from({ length: 700 }, (_, at) => bar(`m${at}`, at, at + (at % 7 === 0 ? 0.1 : 2)))
  const html = page(bars, { seconds: 702, criticalPath: [bars[0] as Bar] })
  expect(html).toContain('199 shorter ones are not shown.')
  expect(html).toContain('>m0</text>')
})
