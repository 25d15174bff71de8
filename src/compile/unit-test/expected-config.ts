import type { JsonObject } from '../../base/json.ts'
import { RunConfig } from '../../context/config.ts'
import { hostFunction } from '../../context/host-function.ts'
import { type Callable, HostObject, type Value } from '../../jinja/values/value.ts'

/** The `config` of a unit test's node: `expected_rows` keep their kinds of numbers, which plain data would lose. */
export class ExpectedConfig extends HostObject {
  override readonly typeName = 'RuntimeConfigObject'
  readonly #rows: Value
  readonly #others: RunConfig

  constructor(rows: Value, config: JsonObject, owner: string) {
    super()
    this.#rows = rows
    this.#others = new RunConfig(config, owner)
  }

  override get callable(): Callable {
    return this.#others.callable
  }

  override attribute(name: string): Value | undefined {
    const inner = this.#others.attribute(name)
    if (name !== 'get' && name !== 'require') return inner
    return hostFunction(name, ['name', '*args', '**kwargs'], (call) => {
      if (call.text('name') === 'expected_rows') return this.#rows
      return (inner as Callable)([call.text('name'), ...call.rest], call.keywords)
    })
  }

  override print(): string {
    return ''
  }
}
