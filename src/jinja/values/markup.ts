import type { BinaryOperator } from './arithmetic.ts'
import { percentFormat } from './format/percent.ts'
import { requireSize } from './integer.ts'
import { print, repr } from './print.ts'
import { quote } from './quote.ts'
import { repeatText } from './sequence-arithmetic.ts'
import { characterCount, characters, textOf } from './text.ts'
import { HostObject, type Value } from './value.ts'

/** Text that is HTML already, as `escape`, `safe` and `tojson` make it: a str that escapes what joins it. */
export class Markup extends HostObject {
  override readonly typeName = 'Markup'
  readonly text: string

  constructor(text: string) {
    super()
    this.text = text
  }

  override get qualifiedName(): string {
    return 'markupsafe.Markup'
  }

  override get plain(): Value {
    return this.text
  }

  override get length(): number {
    return characterCount(this.text)
  }

  override item(key: Value): Value | undefined {
    if (typeof key !== 'number' && typeof key !== 'boolean') return undefined
    const units = characters(this.text)
    const found = units[Number(key) < 0 ? units.length + Number(key) : Number(key)]
    return found === undefined ? undefined : new Markup(found)
  }

  override iterate(): Iterable<Value> {
    return this.text
  }

  override arithmetic(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    switch (operator) {
      case '+': {
        if (textOf(other) === undefined) return undefined
        const { text } = escaped(other)
        return new Markup(reflected ? text + this.text : this.text + text)
      }
      case '*':
        return new Markup(repeatText(this.text, requireSize(other)))
      case '%':
        return reflected ? undefined : new Markup(percentFormat(this.text, other, ESCAPED))
      default:
        return undefined
    }
  }

  override print(): string {
    return this.text
  }

  override repr(): string {
    return `Markup(${quote(this.text)})`
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
}

/** HTML-escapes text. */
export function escapeText(text: string): string {
  return text.replace(/[&<>'"]/g, (character) => ENTITIES[character] as string)
}

/** Escapes a printed value, unless it is Markup already. */
export function escaped(value: Value): Markup {
  return value instanceof Markup ? value : new Markup(escapeText(print(value)))
}

const ESCAPED = {
  print: (value: Value) => escaped(value).text,
  repr: (value: Value) => escapeText(repr(value)),
}
