import { z } from 'zod'
import { didYouMean } from '../../base/near-miss.ts'

const names = z.union([z.string(), z.array(z.string())])

const trial = strict({
  cuts: z.number().int().min(1).optional(),
  mode: z.enum(['truncate', 'perturb', 'both']).optional(),
  at: names.optional(),
  severity: z.enum(['error', 'warn']).optional(),
  store_failures: z.boolean().optional(),
})

/** `leakage:` of a model: what may differ, what is meant, and whether and how `build` tries it. */
export const leakageSchema = strict({
  tolerance: z.number().min(0).optional(),
  ignore: names.optional(),
  allow: z.union([allowance(), z.array(allowance())]).optional(),
  test: z.union([z.boolean(), trial]).optional(),
})

function allowance() {
  return z.enum(['now', 'random', 'limit', 'source'])
}

/** No other key: a misspelt one would be a test that nobody runs. */
function strict<T extends z.ZodRawShape>(shape: T) {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (didYouMean(String(issue.keys?.[0]), known) ?? `known are ${known.join(', ')}`)
        : undefined,
  })
}
