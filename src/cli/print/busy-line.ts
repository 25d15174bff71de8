import type { OutputStream, Terminal } from '../terminal.ts'
import { LiveRegion } from './live-region.ts'
import { FRAME_MILLISECONDS, spinnerFrame } from './spinner.ts'
import type { Style } from './style.ts'
import { cut } from './width.ts'

/** What a terminal shows while there is nothing else to show. */
export interface BusyLine {
  /** Says what is being done, at once: what follows may leave no time for a timer. */
  say(text: string): void
  /** Removes the line. */
  close(): void
}

export function busyLine(terminal: Terminal, stream: OutputStream, style: Style): BusyLine {
  const region = new LiveRegion(stream)
  let said = ''
  let frame = 0
  let stop: (() => void) | null = null
  const draw = (): void => {
    const columns = stream.size()?.columns ?? 80
    region.draw('', [style.dim(cut(`${spinnerFrame(frame++)} ${said}`, columns - 1))])
  }
  return {
    say(text) {
      if (said === text) return
      said = text
      draw()
      stop ??= terminal.every(FRAME_MILLISECONDS, draw)
    },
    close() {
      stop?.()
      stop = null
      said = ''
      region.close('')
    },
  }
}
