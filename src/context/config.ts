import type { JsonObject } from '../base/json.ts'
import { callValue } from '../jinja/values/call.ts'
import { andThen, type MaybeAsync } from '../jinja/values/maybe-async.ts'
import { isTrue } from '../jinja/values/truth.ts'
import { type Callable, Dict, HostObject, NO_KWARGS, type Value } from '../jinja/values/value.ts'
import { conflictingConfigKeys, inlineConfig, missingConfig } from './errors.ts'
import { type Arguments, hostFunction } from './host-function.ts'
import { fromValue, toValue } from './json-value.ts'

/** `config` while parsing: a call records what is configured and prints nothing; questions are answered with ''. */
export class ParseConfig extends HostObject {
  override readonly typeName = 'ParseConfigObject'
  readonly #record: (config: JsonObject) => void

  constructor(record: (config: JsonObject) => void) {
    super()
    this.#record = record
  }

  override get callable(): Callable {
    return hostFunction('config', ['*args', '**settings'], (call) => {
      this.#record(hyphenated(settingsOf(call)))
      return ''
    })
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'set':
        return hostFunction('set', ['name', 'value'], (call) => {
          this.#record(hyphenated({ [call.text('name')]: fromValue(call.value('value')) }))
          return ''
        })
      case 'get':
      case 'require':
      case 'meta_get':
      case 'meta_require':
        return hostFunction(name, ['name', '*rest', '**kwargs'], () => '')
      case 'persist_relation_docs':
      case 'persist_column_docs':
        return hostFunction(name, [], () => false)
      default:
        return undefined
    }
  }

  override print(): string {
    return ''
  }
}

/** `config` while a node is compiled and run: answers from the resolved config; calling it prints nothing. */
export class RunConfig extends HostObject {
  override readonly typeName = 'RuntimeConfigObject'
  readonly #config: JsonObject
  readonly #node: string
  readonly #more: ReadonlyMap<string, Value>

  /** `node` is how errors call the node; `more` holds what is no plain data. */
  constructor(config: JsonObject, node: string, more: ReadonlyMap<string, Value> = new Map()) {
    super()
    this.#config = config
    this.#node = node
    this.#more = more
  }

  override get callable(): Callable {
    return hostFunction('config', ['*args', '**settings'], () => '')
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'get':
        return this.#getter(name, (key) => this.#value(key))
      case 'meta_get':
        return this.#getter(name, (key) => this.#meta(key))
      case 'require':
        return this.#required(name, (key) => this.#value(key))
      case 'meta_require':
        return this.#required(name, (key) => this.#meta(key))
      case 'set':
        return hostFunction('set', ['name', 'value'], () => '')
      case 'persist_relation_docs':
        return hostFunction(name, [], () => this.#persists('relation'))
      case 'persist_column_docs':
        return hostFunction(name, [], () => this.#persists('columns'))
      default:
        return undefined
    }
  }

  override print(): string {
    return ''
  }

  #value(key: string): Value | undefined {
    const spelled = HYPHENATED[key] ?? key
    const value = this.#config[spelled]
    if (value !== undefined) return toValue(value)
    return spelled === 'snapshot_table_column_names' ? this.#snapshotColumns() : this.#more.get(spelled)
  }

  /** The columns that a snapshot adds, under the names it gives them. */
  #snapshotColumns(): Value | undefined {
    const renamed = this.#config.snapshot_meta_column_names
    if (renamed === undefined || renamed === null || typeof renamed !== 'object') return undefined
    const given = renamed as JsonObject
    const names = ['dbt_valid_from', 'dbt_valid_to', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted']
    return toValue(Object.fromEntries(names.map((name) => [name, given[name] ?? name])))
  }

  #meta(key: string): Value | undefined {
    const meta = this.#value('meta')
    return meta instanceof Dict ? meta.get(key) : undefined
  }

  /** A config that is set to none answers none, not the default; only with a default is it checked. As in dbt. */
  #getter(name: string, find: (key: string) => Value | undefined): Callable {
    return hostFunction(name, ['name', 'default?', 'validator?'], (call) => {
      const found = find(call.text('name'))
      const otherwise = call.value('default')
      const value = found === undefined ? otherwise : found
      return otherwise === null ? value : validated(value, call.value('validator'))
    })
  }

  #required(name: string, find: (key: string) => Value | undefined): Callable {
    return hostFunction(name, ['name', 'validator?'], (call) => {
      const value = find(call.text('name'))
      if (value === undefined) throw missingConfig(call.text('name'), this.#node)
      return validated(value, call.value('validator'))
    })
  }

  #persists(what: string): boolean {
    const settings = this.#value('persist_docs')
    return settings instanceof Dict && isTrue(settings.get(what) ?? null)
  }
}

const HYPHENATED: Readonly<Record<string, string>> = { pre_hook: 'pre-hook', post_hook: 'post-hook' }

/** The value, once the validator (`validation.any[…]`, or a macro) has had no objection. */
function validated(value: Value, validator: Value): MaybeAsync<Value> {
  if (validator === null) return value
  return andThen(callValue(validator, [value], NO_KWARGS), () => value)
}

function settingsOf(call: Arguments): JsonObject {
  const [first, ...more] = call.rest
  if (first === undefined && call.keywords.size > 0) {
    return Object.fromEntries(Array.from(call.keywords, ([key, value]) => [key, fromValue(value)]))
  }
  if (first instanceof Dict && more.length === 0 && call.keywords.size === 0) return fromValue(first) as JsonObject
  throw inlineConfig()
}

function hyphenated(config: JsonObject): JsonObject {
  const renamed: Record<string, JsonObject[string]> = {}
  for (const [key, value] of Object.entries(config)) {
    const spelled = HYPHENATED[key]
    if (spelled !== undefined && spelled in config) throw conflictingConfigKeys(key, spelled)
    renamed[spelled ?? key] = value
  }
  return renamed
}
