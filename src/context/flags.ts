import type { Json, JsonObject } from '../base/json.ts'
import { HostObject, type Value } from '../jinja/values/value.ts'
import { toValue } from './json-value.ts'

/** The variable `flags`: how the command was called, under dbt's upper-case names (`flags.FULL_REFRESH`). */
export class FlagsValue extends HostObject {
  override readonly typeName = 'Flags'
  readonly #flags: JsonObject

  constructor(flags: JsonObject) {
    super()
    this.#flags = flags
  }

  override attribute(name: string): Value | undefined {
    const value: Json | undefined = this.#flags[name] ?? this.#flags[name.toUpperCase()]
    return value === undefined ? undefined : toValue(value)
  }

  override item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.attribute(key) : undefined
  }

  override print(): string {
    return JSON.stringify(this.#flags)
  }
}
