import { updateDict } from '../values/dict-from.ts'
import { checkCount } from '../values/methods/method.ts'
import { repr } from '../values/print.ts'
import { TypeObject } from '../values/type-object.ts'
import { Dict, HostObject, type Value } from '../values/value.ts'

/** What `{% set ns.x = … %}` may write to, from inside a loop or a macro too. */
class Namespace extends HostObject {
  override readonly typeName = 'Namespace'
  readonly attributes: Dict

  constructor(attributes: Dict) {
    super()
    this.attributes = attributes
  }

  override get qualifiedName(): string {
    return 'jinja2.utils.Namespace'
  }

  override attribute(name: string): Value | undefined {
    return this.attributes.get(name)
  }

  override setAttribute(name: string, value: Value): boolean {
    this.attributes.set(name, value)
    return true
  }

  override print(): string {
    return this.repr()
  }

  override repr(inside: readonly unknown[] = []): string {
    if (inside.includes(this)) return '<Namespace {...}>'
    return `<Namespace ${repr(this.attributes, [...inside, this])}>`
  }
}

/** `namespace(mapping or pairs, name=value)` */
export const namespace = new TypeObject('jinja2.utils.Namespace', (args, kwargs) => {
  checkCount('dict', args.length, 0, 1)
  const attributes = new Dict()
  updateDict(attributes, args[0], kwargs)
  return new Namespace(attributes)
})
