import { svg } from '../element.ts'
import { lineageAddress, pageAddress } from '../route.ts'
import { isBad, kindName } from '../words.ts'
import type { Box, Drawing, Line, Point } from './layout.ts'

const LETTER = 7.1

/** The drawing as SVG; every box is a link to its page. Pointing at one makes its edges stand out. */
export function draw({ boxes, lines }: Drawing, focus: string): SVGGElement {
  const paths = lines.map((line) => ({ line, path: svg('path', { class: 'edge', d: curve(line.points) }) }))
  const nodes = boxes.map((box) => node(box, box.thing.id === focus))
  const group = svg('g', {}, ...paths.map(({ path }) => path), ...nodes)
  for (const [at, { thing }] of boxes.entries()) {
    const lit = (on: boolean): void => {
      for (const { line, path } of paths) if (touches(line, thing.place)) path.classList.toggle('lit', on)
    }
    for (const [event, on] of [
      ['pointerenter', true],
      ['pointerleave', false],
      ['focusin', true],
      ['focusout', false],
    ] as const)
      nodes[at]?.addEventListener(event, () => lit(on))
  }
  return group
}

function touches({ from, to }: Line, place: number): boolean {
  return from === place || to === place
}

function node({ thing, x, y, width, height }: Box, focused: boolean): SVGElement {
  const { id, kind, name, type, status } = thing
  const room = Math.floor((width - 40) / LETTER)
  const label = name.length > room ? `${name.slice(0, Math.max(1, room - 1))}…` : name
  const trouble = isBad(status) ? 'trouble' : status === 'warn' ? 'doubt' : ''
  const what = `${name}, ${type || kindName(kind)}${status === '' ? '' : `, ${status}`}`
  return svg(
    'g',
    { class: `node kind-${kind}${focused ? ' focused' : ''} ${trouble}`, transform: `translate(${x} ${y})` },
    svg(
      'a',
      { href: pageAddress(id), 'aria-label': what },
      svg('title', {}, what),
      svg('rect', { class: 'box', width, height, rx: 7 }),
      svg('circle', { class: 'dot', cx: 14, cy: height / 2, r: 4.5 }),
      svg('text', { x: 26, y: height / 2, 'dominant-baseline': 'central' }, label),
    ),
    focused
      ? null
      : svg(
          'a',
          { href: lineageAddress({ focus: id }), class: 'refocus', 'aria-label': `centre on ${name}`, tabindex: -1 },
          svg('title', {}, `centre on ${name}`),
          svg('circle', { cx: width, cy: height / 2, r: 8 }),
          svg('path', { d: `M${width - 3.5} ${height / 2}h7M${width} ${height / 2 - 3.5}v7` }),
        ),
  )
}

/** A smooth line through the points of an edge. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let path = `M${round(first.x)} ${round(first.y)}`
  let last = first
  for (const point of rest) {
    const middle = (last.x + point.x) / 2
    path += `C${round(middle)} ${round(last.y)} ${round(middle)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
    last = point
  }
  return path
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
