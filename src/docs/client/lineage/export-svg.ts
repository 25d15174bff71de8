import { h } from '../element.ts'
import type { Drawing } from './layout.ts'

/** The properties that the looks of a drawing are made of. */
const LOOKS = ['fill', 'stroke', 'stroke-width', 'font-family', 'font-size', 'font-weight', 'opacity'] as const

/** The drawing as a file of its own, with the colours it has now; nothing of it reaches out of the file. */
export function svgFile(content: SVGGElement, { width, height }: Drawing): string {
  const copy = content.cloneNode(true) as SVGGElement // a clone is what it was
  copy.removeAttribute('transform')
  const drawn = content.querySelectorAll('path, rect, circle, text')
  for (const [at, element] of [...copy.querySelectorAll('path, rect, circle, text')].entries()) {
    const original = drawn[at]
    if (original === undefined) continue
    const style = getComputedStyle(original)
    for (const look of LOOKS) element.setAttribute(look, style.getPropertyValue(look))
  }
  for (const extra of copy.querySelectorAll('.refocus')) extra.remove()
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href')
  for (const group of copy.querySelectorAll('[class]')) group.removeAttribute('class')
  const paper = getComputedStyle(document.body).backgroundColor
  const markup = new XMLSerializer().serializeToString(copy)
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="${paper}"/>${markup}</svg>\n`
}

export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  h('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
