import { signature } from '../values/arguments.ts'
import { PythonError } from '../values/python-error.ts'
import { quote } from '../values/quote.ts'
import { TypeObject } from '../values/type-object.ts'
import { HostObject, Tuple, type Value } from '../values/value.ts'

/** Hands out its items in turn, over and over. */
class Cycler extends HostObject {
  override readonly typeName = 'Cycler'
  readonly #items: readonly Value[]
  #position = 0

  constructor(items: readonly Value[]) {
    super()
    this.#items = items
  }

  override get qualifiedName(): string {
    return 'jinja2.utils.Cycler'
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'current':
        return this.#current
      case 'items':
        return new Tuple(this.#items)
      case 'pos':
        return this.#position
      case 'next':
        return (args, kwargs) => {
          bindNext(args, kwargs)
          const item = this.#current
          this.#position = (this.#position + 1) % this.#items.length
          return item
        }
      case 'reset':
        return (args, kwargs) => {
          bindReset(args, kwargs)
          this.#position = 0
          return null
        }
      default:
        return undefined
    }
  }

  override print(): string {
    return '<jinja2.utils.Cycler object>'
  }

  get #current(): Value {
    return this.#items[this.#position] as Value
  }
}

const bindNext = signature('next', [])
const bindReset = signature('reset', [])

/** `cycler(*items)` */
export const cycler = new TypeObject('jinja2.utils.Cycler', (items, kwargs) => {
  for (const name of kwargs.keys())
    throw new PythonError('TypeError', `Cycler.__init__() got an unexpected keyword argument ${quote(name)}`)
  if (items.length === 0) throw new PythonError('RuntimeError', 'at least one item has to be provided')
  return new Cycler(items)
})
