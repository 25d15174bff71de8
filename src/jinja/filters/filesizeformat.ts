import { signature } from '../values/arguments.ts'
import { toFloat, truncate } from '../values/convert.ts'
import { formatValue } from '../values/format/format-value.ts'
import { isTrue } from '../values/truth.ts'
import { Float } from '../values/value.ts'
import type { Filter } from './filter.ts'

const bind = signature('filesizeformat', [], ['binary'])

const DECIMAL = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']
const BINARY = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB']

/** A number of bytes for people: `13.0 kB`. */
export const filesizeformat: Filter = (_context, value, args, kwargs) => {
  const [binary = false] = bind(args, kwargs)
  const bytes = toFloat(value)
  const [base, units] = isTrue(binary) ? [1024, BINARY] : [1000, DECIMAL]
  if (bytes === 1) return '1 Byte'
  if (bytes < base) return `${truncate(bytes)} Bytes`
  const power = units.findIndex((_, index) => bytes < base ** (index + 2))
  const index = power < 0 ? units.length - 1 : power
  return `${formatValue(new Float((base * bytes) / base ** (index + 2)), '.1f')} ${units[index]}`
}
