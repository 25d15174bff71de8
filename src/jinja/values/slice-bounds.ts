import { clampedSize, integerOf } from './integer.ts'
import { PythonError } from './python-error.ts'
import type { Value } from './value.ts'

export interface SliceBounds {
  readonly start: number
  readonly stop: number
  readonly step: number
}

/** Python's `slice(start, stop, step).indices(length)`; None stands for what was left out. */
export function sliceBounds(start: Value, stop: Value, step: Value, length: number): SliceBounds {
  const by = step === null ? 1 : sliceIndex(step)
  if (by === 0) throw new PythonError('ValueError', 'slice step cannot be zero')
  const least = by < 0 ? -1 : 0
  const most = by < 0 ? length - 1 : length
  const within = (value: Value, whenNone: number) => {
    if (value === null) return whenNone
    const index = sliceIndex(value)
    return Math.min(Math.max(index < 0 ? index + length : index, least), most)
  }
  return { start: within(start, by < 0 ? most : least), stop: within(stop, by < 0 ? least : most), step: by }
}

/** The members a slice selects. */
export function sliceItems<T>(items: ArrayLike<T>, { start, stop, step }: SliceBounds): T[] {
  const selected: T[] = []
  if (step > 0) for (let i = start; i < stop; i += step) selected.push(items[i] as T)
  else for (let i = start; i > stop; i += step) selected.push(items[i] as T)
  return selected
}

const NOT_AN_INDEX = 'slice indices must be integers or None or have an __index__ method'

/** A bound that must be an int; beyond the machine's words it is clipped. */
export function sliceIndex(value: Value, complaint: string = NOT_AN_INDEX): number {
  if (integerOf(value) === undefined) throw new PythonError('TypeError', complaint)
  return clampedSize(value)
}
