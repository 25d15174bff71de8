import { type Callable, Dict, HostObject, type Value } from '../../../jinja/values/value.ts'
import { accumulate, starmap } from './calls.ts'
import { count } from './count.ts'
import { islice } from './islice.ts'
import { repeat } from './repeat.ts'
import { combinations, combinationsWithReplacement, permutations, product } from './selections.ts'
import { chain, chainFromIterable, compress, cycle, tee, zipLongest } from './walks.ts'

/** `modules.itertools`, as far as dbt lends it. */
export function itertoolsModule(): Value {
  return Dict.of({
    count,
    cycle,
    repeat,
    accumulate,
    chain: new Chain(),
    compress,
    islice,
    starmap,
    tee,
    zip_longest: zipLongest,
    product,
    permutations,
    combinations,
    combinations_with_replacement: combinationsWithReplacement,
  })
}

/** `chain` has a second way to be called. dbt 1.10 and later hide it behind a warning, earlier ones lend it. */
class Chain extends HostObject {
  override readonly typeName = 'function'

  override get callable(): Callable {
    return chain
  }

  override attribute(name: string): Value | undefined {
    return name === 'from_iterable' ? chainFromIterable : undefined
  }

  override print(): string {
    return '<function chain>'
  }
}
