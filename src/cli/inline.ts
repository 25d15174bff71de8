import type { Call } from './command.ts'
import { excludingOptions } from './errors.ts'

/** SQL given inline is selected by being there. */
export function refuseSelection({ flags }: Call): void {
  if (flags.inline === null) return
  const other = flags.select.length > 0 ? '--select' : flags.selector !== null ? '--selector' : null
  if (other !== null) throw excludingOptions('--inline', other, 'leave one of them out')
}
