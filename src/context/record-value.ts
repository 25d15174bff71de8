import type { Json, JsonObject } from '../base/json.ts'
import { textOf } from '../jinja/values/text.ts'
import { HostObject, type Value } from '../jinja/values/value.ts'
import { hostFunction } from './host-function.ts'
import { toValue } from './json-value.ts'

/** What a kind of object is called in Python, and which of its fields are objects themselves, or lists of such. */
export interface RecordKind {
  readonly type: string
  readonly inner?: Readonly<Record<string, RecordKind>>
  /** True of a config: what it does not have is None there, and it has `get`. */
  readonly isConfig?: true
}

/**
 * Plain data that templates read like a Python object: `x.status`, `x['status']`, `x.to_dict()`. What is inside of it are
 * dicts and lists, but for the fields that are said to be objects too.
 */
export class RecordValue extends HostObject {
  override readonly typeName: string
  readonly #fields: JsonObject
  readonly #kind: RecordKind
  readonly #read = new Map<string, Value>()

  constructor(kind: RecordKind, fields: JsonObject) {
    super()
    this.typeName = kind.type
    this.#fields = fields
    this.#kind = kind
  }

  override attribute(name: string): Value | undefined {
    if (!Object.hasOwn(this.#fields, name)) return this.#missing(name)
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

  override contains(value: Value): boolean {
    const name = textOf(value)
    return name !== undefined && Object.hasOwn(this.#fields, name)
  }

  override iterate(): Iterable<Value> | undefined {
    return this.#kind.isConfig === true ? Object.keys(this.#fields) : undefined
  }

  override print(): string {
    return `${this.typeName}(${Object.keys(this.#fields).join(', ')})`
  }

  #missing(name: string): Value | undefined {
    if (name === 'to_dict') return hostFunction('to_dict', ['*args', '**kwargs'], () => toValue(this.#fields))
    if (this.#kind.isConfig !== true) return undefined
    if (name !== 'get') return null
    return hostFunction('get', ['key', 'default?'], (call) => {
      const key = call.text('key')
      return Object.hasOwn(this.#fields, key) ? (this.attribute(key) ?? null) : call.value('default')
    })
  }

  #field(name: string, json: Json): Value {
    const { inner = {} } = this.#kind
    const kind = Object.hasOwn(inner, name) ? inner[name] : undefined
    return kind === undefined ? toValue(json) : recordsOf(kind, json)
  }
}

function recordsOf(kind: RecordKind, json: Json): Value {
  if (Array.isArray(json)) return json.map((item) => recordsOf(kind, item))
  return json !== null && typeof json === 'object' ? new RecordValue(kind, json as JsonObject) : toValue(json)
}
