import { didYouMean } from '../base/near-miss.ts'
import { PythonError } from './values/python-error.ts'
import type { MakeUndefined } from './values/undefined-error.ts'
import { type Callable, Dict, HostObject, type Kwargs, Tuple, type Value } from './values/value.ts'

/** What a macro takes. `caller`, `kwargs` and `varargs` are taken when its body reads those names. */
export interface Signature {
  /** Null for the body of a `call` block. */
  readonly name: string | null
  readonly parameters: readonly string[]
  readonly caller: boolean
  readonly kwargs: boolean
  readonly varargs: boolean
}

/** A macro's body: gets its parameters (undefined where not given), then `caller`, `kwargs`, `varargs` as it takes them. */
export type MacroBody = (...values: readonly (Value | undefined)[]) => Value | Promise<Value>

/** A macro of the template at hand, and `caller`: a value with the attributes that Jinja2 documents. */
export class MacroValue extends HostObject {
  override readonly typeName = 'Macro'
  readonly #callable: Callable
  readonly #signature: Signature

  constructor(signature: Signature, body: MacroBody, makeUndefined: MakeUndefined) {
    super()
    this.#signature = signature
    this.#callable = callableMacro(signature, body, makeUndefined)
  }

  override get qualifiedName(): string {
    return 'jinja2.runtime.Macro'
  }

  override get callable(): Callable {
    return this.#callable
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'name':
        return this.#signature.name
      case 'arguments':
        return new Tuple(this.#signature.parameters)
      case 'catch_kwargs':
        return this.#signature.kwargs
      case 'catch_varargs':
        return this.#signature.varargs
      case 'caller':
        return this.#signature.caller
      default:
        return undefined
    }
  }

  override print(): string {
    return this.#signature.name === null ? '<Macro anonymous>' : `<Macro '${this.#signature.name}'>`
  }
}

/** A macro as a function: its arguments are bound as Jinja2 binds them, and refused in its words. */
export function callableMacro(signature: Signature, body: MacroBody, makeUndefined: MakeUndefined): Callable {
  return (args, kwargs) => body(...bind(signature, args, kwargs, makeUndefined))
}

function bind(
  signature: Signature,
  args: readonly Value[],
  kwargs: Kwargs,
  makeUndefined: MakeUndefined,
): readonly (Value | undefined)[] {
  const { parameters } = signature
  const used = new Set<string>()
  const take = (name: string) => {
    used.add(name)
    return kwargs.get(name)
  }
  const values: (Value | undefined)[] = args.slice(0, parameters.length)
  for (const name of parameters.slice(values.length)) values.push(take(name))
  if (signature.caller && !parameters.includes('caller'))
    values.push(take('caller') ?? makeUndefined('caller', 'No caller defined'))
  const rest = [...kwargs].filter(([name]) => !used.has(name))
  if (signature.kwargs) values.push(new Dict(rest))
  else if (rest[0] !== undefined)
    throw new PythonError(
      'TypeError',
      refusal(
        signature,
        rest.map(([name]) => name),
      ),
      didYouMean(rest[0][0], parameters) ?? taken(parameters),
    )
  if (signature.varargs) values.push(new Tuple(args.slice(parameters.length)))
  else if (args.length > parameters.length)
    throw new PythonError(
      'TypeError',
      `macro ${pythonName(signature)} takes not more than ${parameters.length} argument(s)`,
      taken(parameters),
    )
  return values
}

function taken(parameters: readonly string[]): string {
  return parameters.length === 0 ? 'it takes no arguments' : `it takes ${parameters.join(', ')}`
}

/** A macro that does not read `caller` refuses a call block so; the words are Jinja2's. */
function refusal(signature: Signature, names: readonly string[]): string {
  const macro = `macro ${pythonName(signature)}`
  return names.includes('caller')
    ? `${macro} was invoked with two values for the special caller argument. This is most likely a bug.`
    : `${macro} takes no keyword argument '${names[0]}'`
}

function pythonName({ name }: Signature): string {
  return name === null ? 'None' : `'${name}'`
}
