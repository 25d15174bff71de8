import pico from 'picocolors'
import type { OutputStream, Terminal } from '../terminal.ts'

/** Words in colours, or as they are. */
export type Style = ReturnType<typeof pico.createColors>

export function styleOf(enabled: boolean): Style {
  return pico.createColors(enabled)
}

/**
 * Whether to colour: `--use-colors` or its variable when somebody set it, else NO_COLOR and FORCE_COLOR, else whether it
 * is a terminal that can. https://no-color.org, https://force-color.org
 */
export function wantsColor(
  stream: OutputStream,
  environment: Terminal['environment'],
  asked: boolean | undefined,
): boolean {
  if (asked !== undefined) return asked
  if (environment.NO_COLOR) return false
  const force = environment.FORCE_COLOR
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return stream.isTerminal && environment.TERM !== 'dumb'
}
