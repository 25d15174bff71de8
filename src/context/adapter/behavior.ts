import type { JsonObject } from '../../base/json.ts'
import { HostObject, type Value } from '../../jinja/values/value.ts'
import { raisedByProject } from '../errors.ts'

/** What dbt's adapters change their ways by, with dbt's defaults; a project overrides them under `flags:`. */
const DEFAULTS: ReadonlyMap<string, boolean> = new Map([
  ['require_batched_execution_for_custom_microbatch_strategy', false],
  ['enable_truthy_nulls_equals_macro', false],
  ['postgres_skip_autocommit_transaction_statements', true],
])

/** `adapter.behavior`: `adapter.behavior.enable_truthy_nulls_equals_macro` is true or false, as is its `.no_warn`. */
export class BehaviorValue extends HostObject {
  override readonly typeName = 'Behavior'
  readonly #flags: JsonObject

  constructor(flags: JsonObject) {
    super()
    this.#flags = flags
  }

  override attribute(name: string): Value {
    const standard = DEFAULTS.get(name)
    if (standard === undefined) throw raisedByProject(`adapter.behavior knows no flag '${name}'`)
    const own = this.#flags[name]
    return new BehaviorFlag(name, typeof own === 'boolean' ? own : standard)
  }

  override print(): string {
    return '<behavior>'
  }
}

class BehaviorFlag extends HostObject {
  override readonly typeName = 'BehaviorFlagRendered'
  readonly #name: string
  readonly #on: boolean

  constructor(name: string, on: boolean) {
    super()
    this.#name = name
    this.#on = on
  }

  override get truth(): boolean {
    return this.#on
  }

  override attribute(name: string): Value | undefined {
    if (name === 'no_warn' || name === 'setting') return this.#on
    return name === 'name' ? this.#name : undefined
  }

  override print(): string {
    return this.#on ? 'True' : 'False'
  }
}
