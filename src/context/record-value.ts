import type { Json, JsonObject } from '../base/json.ts'
import { textOf } from '../jinja/values/text.ts'
import { HostObject, type Value } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'
import { toValue } from './json-value.ts'

/** Which fields are objects themselves, or lists of such, and what their types are called. */
export type InnerRecords = Readonly<Record<string, string>>

/**
 * Plain data that templates read like a Python object: `x.status`, `x['status']`, `x.to_dict()`. What is inside of it are
 * dicts and lists, but for the fields that are said to be objects too.
 */
export class RecordValue extends HostObject {
  override readonly typeName: string
  readonly #fields: JsonObject
  readonly #inner: InnerRecords
  readonly #read = new Map<string, Value>()

  constructor(typeName: string, fields: JsonObject, inner: InnerRecords = {}) {
    super()
    this.typeName = typeName
    this.#fields = fields
    this.#inner = inner
  }

  override attribute(name: string): Value | undefined {
    if (!Object.hasOwn(this.#fields, name))
      return name === 'to_dict'
        ? hostFunction('to_dict', ['*args', '**kwargs'], () => toValue(this.#fields))
        : undefined
    let value = this.#read.get(name)
    if (value === undefined) {
      value = this.#field(name, this.#fields[name] ?? null)
      this.#read.set(name, value)
    }
    return value
  }

  override item(key: Value): Value | undefined {
    const name = textOf(key)
    return name === undefined ? undefined : this.attribute(name)
  }

  override print(): string {
    return `${this.typeName}(${Object.keys(this.#fields).join(', ')})`
  }

  #field(name: string, json: Json): Value {
    const type = Object.hasOwn(this.#inner, name) ? this.#inner[name] : undefined
    return type === undefined ? toValue(json) : recordsOf(type, json)
  }
}

function recordsOf(typeName: string, json: Json): Value {
  if (Array.isArray(json)) return json.map((item) => recordsOf(typeName, item))
  return json !== null && typeof json === 'object' ? new RecordValue(typeName, json as JsonObject) : toValue(json)
}
