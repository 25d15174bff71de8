import type { JsonObject } from '../base/json.ts'
import { textOf } from '../jinja/values/text.ts'
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
    const spelled = Object.hasOwn(this.#flags, name) ? name : name.toUpperCase()
    const value = this.#flags[spelled]
    return value === undefined ? undefined : toValue(value)
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.attribute(name)
  }

  override print(): string {
    return JSON.stringify(this.#flags)
  }
}
