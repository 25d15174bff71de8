import { button, h } from '../element.ts'
import type { LineageView } from '../route.ts'
import type { Site } from '../site.ts'
import { draw } from './drawing.ts'
import { download, svgFile } from './export-svg.ts'
import { layOut } from './layout.ts'
import { neighborhood } from './neighborhood.ts'
import { viewport } from './viewport.ts'

/** More boxes than this are no picture any more, and take long to lay out. */
const MOST = 400

/** The drawing of a view with its buttons; where it would be too large, how to make it smaller. */
export async function lineageDrawing(site: Site, view: LineageView): Promise<HTMLElement> {
  const shown = neighborhood(site, await site.graph(), view)
  if (shown.things.length === 0) return h('p', { class: 'muted empty' }, 'nothing is like that')
  if (shown.things.length > MOST)
    return h(
      'div',
      { class: 'empty' },
      h('p', {}, `That would be ${shown.things.length.toLocaleString('en-US')} boxes, and no picture any more.`),
      h('p', { class: 'muted' }, `Begin with one of them, take fewer steps, or filter: up to ${MOST} are drawn.`),
    )
  const drawing = layOut(shown)
  const content = draw(drawing, view.focus)
  const window = viewport(
    drawing,
    content,
    `lineage of ${site.byId.get(view.focus)?.name ?? 'the project'}`,
    view.focus,
  )
  const name = `${site.byId.get(view.focus)?.name ?? 'lineage'}.svg`
  window.element
    .querySelector('.zoom')
    ?.append(
      button('SVG', { 'aria-label': 'save as SVG', title: 'save as SVG' }, () =>
        download(name, svgFile(content, drawing), 'image/svg+xml'),
      ),
    )
  requestAnimationFrame(window.begin)
  return window.element
}
