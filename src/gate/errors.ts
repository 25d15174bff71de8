/** What can be wrong with a gate itself. What does not hold is a verdict, and no error. */
import type { Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/near-miss.ts'
import type { Exposure } from '../resources/exposure.ts'

function inExposure({ name, at, originalPath }: Exposure, path: string): Pick<Diagnostic, 'at'> & { what: string } {
  return {
    what: `exposure '${name}': config.meta.${path}`,
    at: at ?? { file: originalPath, line: 1, column: 1 },
  }
}

export function badExposureGate(exposure: Exposure, path: string, expected: string): Diagnostic {
  const { what, at } = inExposure(exposure, path)
  return {
    code: 'bad-metric-gate',
    severity: 'error',
    message: `${what} must be ${expected}`,
    hint: 'a gate reads {metric: macro_f1, min: 0.72}, with min, max or both',
    ...(at === undefined ? {} : { at }),
  }
}

export function unknownExposureKey(
  exposure: Exposure,
  path: string,
  key: string,
  known: readonly string[],
): Diagnostic {
  const { what, at } = inExposure(exposure, path)
  return {
    code: 'bad-metric-gate',
    severity: 'error',
    message: `${what} does not know '${key}'`,
    hint: didYouMean(key, known) ?? `it knows ${known.join(', ')}`,
    ...(at === undefined ? {} : { at }),
  }
}

export function noMetrics(exposure: Exposure): Diagnostic {
  const { what, at } = inExposure(exposure, 'gates')
  return {
    code: 'no-metrics',
    severity: 'error',
    message: `${what} asks for metrics, and nothing says where they are`,
    hint: "add config.meta.metrics: ref('model_metrics'), or {file: metrics.json}",
    ...(at === undefined ? {} : { at }),
  }
}
