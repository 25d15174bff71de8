import type { JsonObject } from '../base/json.ts'
import { textOf } from '../jinja/values/text.ts'
import { HostObject, type Value } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'
import { toValue } from './json-value.ts'

/** Plain data that templates read like a Python object: `x.status`, `x['status']`, `x.to_dict()`. Inner objects are dicts. */
export class RecordValue extends HostObject {
  override readonly typeName: string
  readonly #fields: JsonObject

  constructor(typeName: string, fields: JsonObject) {
    super()
    this.typeName = typeName
    this.#fields = fields
  }

  override attribute(name: string): Value | undefined {
    if (Object.hasOwn(this.#fields, name)) return toValue(this.#fields[name] ?? null)
    return name === 'to_dict' ? hostFunction('to_dict', ['*args', '**kwargs'], () => toValue(this.#fields)) : undefined
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.attribute(name)
  }

  override print(): string {
    return `${this.typeName}(${Object.keys(this.#fields).join(', ')})`
  }
}
