/**
 * dbt's filters that choose the type of a value rendered in YAML: `as_bool`, `as_number`, `as_native`, `as_text`.
 * The first three leave text that is read as a Python literal once all is rendered (dbt_common/clients/jinja.py).
 */
import { AssayError } from '../base/diagnostic.ts'
import type { Statement } from '../jinja/ast.ts'
import type { Filter } from '../jinja/filters/filter.ts'
import { literalValue } from '../jinja/literal.ts'
import { parseTemplate } from '../jinja/template.ts'
import { print } from '../jinja/values/print.ts'
import { Float, HostObject, type Value } from '../jinja/values/value.ts'

type Wanted = 'native' | 'bool' | 'number'

/** Text that is to be read as a Python literal if it is all that a template prints. */
export class TypeMarker extends HostObject {
  override readonly typeName = 'str'
  readonly text: string
  readonly wanted: Wanted

  constructor(text: string, wanted: Wanted) {
    super()
    this.text = text
    this.wanted = wanted
  }

  override get truth(): boolean {
    return this.text !== ''
  }

  override equals(other: Value): boolean {
    return other instanceof TypeMarker ? other.text === this.text : other === this.text
  }

  /** It is text: `target.type in ['postgres'] | as_bool` looks for text in text. */
  override contains(value: Value): boolean | undefined {
    return typeof value === 'string' ? this.text.includes(value) : undefined
  }

  override get hashKey(): string {
    return this.text
  }

  override print(): string {
    return this.text
  }

  /** The value the text stands for. Throws where `as_bool` or `as_number` do not get what they want. */
  resolve(): Value {
    const value = this.#literal()
    if (this.wanted === 'bool' && typeof value !== 'boolean') throw unfit(this.text, 'bool', "'True' or 'False'")
    if (this.wanted === 'number' && !isNumber(value)) throw unfit(this.text, 'number', 'a number')
    return value
  }

  #literal(): Value {
    const text = this.text.trim()
    // Python spells them with capitals only.
    if (text === '' || /^(?:true|false|none)$/.test(text)) return this.text
    try {
      const [statement, ...more] = parseTemplate(`{{ ${text} }}`, '').body
      const value = more.length === 0 ? literalOf(statement) : undefined
      return value === undefined ? this.text : value
    } catch (thrown) {
      if (thrown instanceof AssayError) return this.text
      throw thrown
    }
  }
}

function literalOf(statement: Statement | undefined): Value | undefined {
  return statement?.kind === 'output' ? literalValue(statement.expression) : undefined
}

function isNumber(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float
}

function unfit(text: string, wanted: string, expected: string): AssayError {
  return new AssayError({
    code: 'wrong-type',
    severity: 'error',
    message: `'${text}' is no ${wanted}: as_${wanted} wants ${expected}`,
  })
}

function marking(wanted: Wanted): Filter {
  return (_context, value) => new TypeMarker(print(value), wanted)
}

export const MARKING_FILTERS: Readonly<Record<string, Filter>> = {
  as_native: marking('native'),
  as_bool: marking('bool'),
  as_number: marking('number'),
  as_text: (_context, value) => print(value),
  is_list: (_context, value) => Array.isArray(value),
}
