import { button, h, svg } from '../element.ts'
import type { Drawing } from './layout.ts'

export interface Viewport {
  readonly element: HTMLElement
  readonly canvas: SVGSVGElement
  /** Shows as much of the drawing as can be read. */
  begin(): void
}

const SMALLEST = 0.08
const LARGEST = 2.5
/** Names that are drawn smaller are read by nobody. */
const READABLE = 0.72

/** A window on a drawing: wheel and buttons zoom, dragging and arrows move, `0` shows all of it. */
export function viewport(drawing: Drawing, content: SVGGElement, label: string, focus: string): Viewport {
  const canvas = svg('svg', { class: 'canvas', role: 'group', 'aria-label': label, tabindex: 0 }, content)
  let scale = 1
  let left = 0
  let top = 0

  function apply(): void {
    content.setAttribute('transform', `translate(${left} ${top}) scale(${scale})`)
  }

  function zoom(by: number, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale * by))
    left = x - ((x - left) * next) / scale
    top = y - ((y - top) * next) / scale
    scale = next
    apply()
  }

  function move(x: number, y: number): void {
    left += x
    top += y
    apply()
  }

  function showAll(): void {
    const { clientWidth, clientHeight } = canvas
    if (clientWidth === 0) return
    const whole = Math.min(clientWidth / (drawing.width + 16), clientHeight / (drawing.height + 16))
    scale = Math.min(1, Math.max(SMALLEST, whole))
    left = (clientWidth - drawing.width * scale) / 2
    top = (clientHeight - drawing.height * scale) / 2
    apply()
  }

  /** All of it; where that would be too small to be read, its beginning, or what is around the focus. */
  function begin(): void {
    showAll()
    if (scale >= READABLE) return
    scale = READABLE
    const { clientWidth, clientHeight } = canvas
    const box = drawing.boxes.find(({ thing }) => thing.id === focus)
    const across = drawing.width * scale
    left = box === undefined ? 0 : within(clientWidth / 2 - (box.x + box.width / 2) * scale, clientWidth - across)
    const down = drawing.height * scale
    const middle = box === undefined ? drawing.height / 2 : box.y + box.height / 2
    top = down <= clientHeight ? (clientHeight - down) / 2 : clientHeight / 2 - middle * scale
    apply()
  }

  canvas.addEventListener(
    'wheel',
    (event) => {
      // A page that scrolls goes on scrolling: only with a modifier, or where the drawing is the page, does it zoom.
      if (!event.ctrlKey && !event.metaKey && canvas.closest('.whole') === null) return
      event.preventDefault()
      zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY)
    },
    { passive: false },
  )
  drag(canvas, move)
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => zoom(1.25),
    '=': () => zoom(1.25),
    '-': () => zoom(0.8),
    '0': showAll,
    ArrowLeft: () => move(60, 0),
    ArrowRight: () => move(-60, 0),
    ArrowUp: () => move(0, 60),
    ArrowDown: () => move(0, -60),
  }
  canvas.addEventListener('keydown', (event) => {
    const act = keys[event.key]
    if (act === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  })
  // Set by the program, not by an attribute, which the page's policy would forbid.
  canvas.style.setProperty('--drawn', `${Math.ceil(drawing.height) + 24}px`)
  const element = h(
    'div',
    { class: 'viewport' },
    canvas,
    h(
      'div',
      { class: 'zoom' },
      button('+', { 'aria-label': 'zoom in' }, () => zoom(1.25)),
      button('−', { 'aria-label': 'zoom out' }, () => zoom(0.8)),
      button('⤢', { 'aria-label': 'show all', title: 'show all (0)' }, showAll),
    ),
  )
  return { element, canvas, begin }
}

/** No room is given away at either side; a drawing that is smaller stands in the middle. */
function within(left: number, most: number): number {
  return most >= 0 ? most / 2 : Math.max(most, Math.min(0, left))
}

/** A press that moves is no click on what lies below it. */
function drag(canvas: SVGSVGElement, move: (x: number, y: number) => void): void {
  let held: number | null = null
  let moved = 0
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    held = event.pointerId
    moved = 0
  })
  canvas.addEventListener('pointermove', (event) => {
    if (held !== event.pointerId || event.buttons === 0) return
    moved += Math.abs(event.movementX) + Math.abs(event.movementY)
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId)
    move(event.movementX, event.movementY)
  })
  canvas.addEventListener('pointerup', () => {
    held = null
  })
  canvas.addEventListener('dragstart', (event) => event.preventDefault())
  canvas.addEventListener(
    'click',
    (event) => {
      if (moved > 4) event.preventDefault()
    },
    true,
  )
}
