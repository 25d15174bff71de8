import { sha256 } from '../../base/digest.ts'
import type { Checksum } from '../../resources/node.ts'
import { PYTHON_SPACE } from '../../resources/text-checksum.ts'

const AROUND = new RegExp(`^[${PYTHON_SPACE}]+|[${PYTHON_SPACE}]+$`, 'g')

/** Of a seed: its text without white space around it, line ends as line feeds. */
export function seedChecksum(text: string): Checksum {
  return { name: 'sha256', checksum: sha256(text.replace(/\r\n?/g, '\n').replace(AROUND, '')) }
}

/** Of a file whose checksum is not published, or only now and then: its text as it is, the quickest to compute. */
export function plainChecksum(text: string): Checksum {
  return { name: 'sha256', checksum: sha256(text) }
}

/** Seeds past this size are told apart by their path only. */
export const LARGEST_HASHED_SEED = 1024 * 1024

export function pathChecksum(path: string): Checksum {
  return { name: 'path', checksum: path }
}
