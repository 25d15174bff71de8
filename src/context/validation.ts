import { AssayError } from '../base/diagnostic.ts'
import { callValue } from '../jinja/values/call.ts'
import { equals } from '../jinja/values/equality.ts'
import { print } from '../jinja/values/print.ts'
import { typeName } from '../jinja/values/type-name.ts'
import { TypeObject } from '../jinja/values/type-object.ts'
import { type Callable, HostObject, NO_KWARGS, type Value } from '../jinja/values/value.ts'
import { notOneOf, raisedByProject } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** `validation.any(…)`: a check that a value is one of those given, or of a type given. dbt also lets one write `any[…]`. */
class AnyValidator extends HostObject {
  override readonly typeName = 'function'

  override get callable(): Callable {
    return hostFunction('any', ['*args'], (call) => check(call.rest))
  }

  override item(key: Value): Value {
    return check(Array.isArray(key) ? key : [key])
  }

  override print(): string {
    return '<function any>'
  }
}

export const anyValidator: Value = new AnyValidator()

function check(allowed: readonly Value[]): Callable {
  return hostFunction('inner', ['value'], (call) => {
    const value = call.value('value')
    if (!allowed.some((one) => (one instanceof TypeObject && isOf(value, one)) || equals(value, one)))
      throw notOneOf(print(value), allowed.map(print))
    return null
  })
}

/** Python's `isinstance(value, type)` for the types a template can name: `dict`, `range`, `modules.datetime.date`. */
function isOf(value: Value, type: TypeObject): boolean {
  const name = value instanceof HostObject ? value.qualifiedName : typeName(value)
  return name === type.name || SUBTYPES[name] === type.name
}

const SUBTYPES: Readonly<Record<string, string>> = { 'datetime.datetime': 'datetime.date' }

/** `try_or_compiler_error(message, function, …)`: what the function answers; whatever goes wrong in it is told as `message`. */
export const tryOrCompilerError: Callable = hostFunction(
  'try_or_compiler_error',
  ['message_if_exception', 'func', '*args', '**kwargs'],
  async (call) => {
    try {
      return await callValue(call.value('func'), call.rest, call.keywords ?? NO_KWARGS)
    } catch (error) {
      const failure = raisedByProject(print(call.value('message_if_exception')))
      throw new AssayError({ ...failure.diagnostics[0], cause: error })
    }
  },
)
