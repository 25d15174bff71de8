/** Everything this room can object to, one function a diagnostic. */
import type { Diagnostic } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { GraphResource } from './graph.ts'
import { displayName } from './names.ts'

/** `ring` in the order of the data: each member is read by the next, the last by the first. */
export function cycle(ring: readonly GraphResource[], at: Location | undefined): Diagnostic {
  const round = [...ring, ...ring.slice(0, 1)]
  const names = round.map((member) => displayName(member)).join(' -> ')
  const files = round.map((member) => member.originalPath).join(' -> ')
  const alone = ring.length === 1
  return error(
    'cycle',
    alone ? `'${names.split(' ')[0]}' reads itself: ${names} (${ring[0]?.originalPath})` : `cycle: ${names} (${files})`,
    alone
      ? 'for the rows it held before this run, read {{ this }} instead of a ref to itself'
      : 'each is read by the next: take one of these refs out, or move what both need into a model of its own',
    at,
  )
}

function error(code: string, message: string, hint: string | undefined, at: Location | undefined): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
  }
}
