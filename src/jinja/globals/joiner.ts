import { signature } from '../values/arguments.ts'
import { TypeObject } from '../values/type-object.ts'
import { type Callable, HostObject, type Value } from '../values/value.ts'

/** Called: nothing the first time, the separator ever after. */
class Joiner extends HostObject {
  override readonly typeName = 'Joiner'
  readonly #separator: Value
  #used = false

  constructor(separator: Value) {
    super()
    this.#separator = separator
  }

  override get qualifiedName(): string {
    return 'jinja2.utils.Joiner'
  }

  override get callable(): Callable {
    return (args, kwargs) => {
      bindCall(args, kwargs)
      if (this.#used) return this.#separator
      this.#used = true
      return ''
    }
  }

  override attribute(name: string): Value | undefined {
    if (name === 'sep') return this.#separator
    return name === 'used' ? this.#used : undefined
  }

  override print(): string {
    return '<jinja2.utils.Joiner object>'
  }
}

const bind = signature('joiner', [], ['sep'])
const bindCall = signature('joiner', [])

/** `joiner(separator)` */
export const joiner = new TypeObject('jinja2.utils.Joiner', (args, kwargs) => {
  const [separator = ', '] = bind(args, kwargs)
  return new Joiner(separator)
})
