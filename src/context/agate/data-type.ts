import { integerOf } from '../../jinja/values/integer.ts'
import { print } from '../../jinja/values/print.ts'
import { PythonError } from '../../jinja/values/python-error.ts'
import { textOf } from '../../jinja/values/text.ts'
import { Float, HostObject, type Value } from '../../jinja/values/value.ts'
import { DecimalValue } from '../decimal-value.ts'
import { hostFunction } from '../host-function.ts'
import { memberOf, members } from '../members.ts'
import { DateValue } from '../modules/datetime/date.ts'
import { DateTime } from '../modules/datetime/datetime.ts'
import { MIDNIGHT } from '../modules/datetime/iso-format.ts'
import { castText } from './cast-text.ts'

export type TypeName = 'Integer' | 'Number' | 'Date' | 'DateTime' | 'ISODateTime' | 'Boolean' | 'Text'

/** One of the types that dbt lets agate give to a column; `cast` is what a cell becomes, or undefined if it cannot. */
export class DataType extends HostObject {
  override readonly typeName: TypeName
  readonly #cast: (value: Value) => Value | undefined

  constructor(name: TypeName, cast: (value: Value) => Value | undefined) {
    super()
    this.typeName = name
    this.#cast = cast
  }

  override get qualifiedName(): string {
    const isDbts = this.typeName === 'Integer' || this.typeName === 'Number' || this.typeName === 'ISODateTime'
    return `${isDbts ? 'dbt_common.clients.agate_helper' : 'agate.data_types'}.${this.typeName}`
  }

  accepts(value: Value): boolean {
    return this.#cast(value) !== undefined
  }

  cast(value: Value): Value {
    const cast = this.#cast(value)
    if (cast === undefined)
      throw new PythonError('agate.exceptions.CastError', `Can not parse value "${print(value)}" as ${this.typeName}.`)
    return cast
  }

  /** A cell as `to_csv` writes it; null is empty. */
  csv(value: Value): Value {
    if (value === null) return null
    return value instanceof DateTime ? value.isoFormat('T', 'auto') : print(value)
  }

  /** A cell as `to_json` writes it. */
  json(value: Value): Value {
    if (value === null || typeof value === 'boolean') return value
    if (value instanceof DecimalValue) return new Float(value.float)
    return integerOf(value) === undefined ? this.csv(value) : value
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override print(): string {
    return `<${this.qualifiedName} object>`
  }
}

const MEMBERS = members<DataType>({
  cast: (self) => hostFunction('cast', ['d'], (call) => self.cast(call.value('d'))),
  test: (self) => hostFunction('test', ['d'], (call) => self.accepts(call.value('d'))),
  csvify: (self) => hostFunction('csvify', ['d'], (call) => self.csv(call.value('d'))),
  jsonify: (self) => hostFunction('jsonify', ['d'], (call) => self.json(call.value('d'))),
})

/** Ints only, not text that looks like one: text becomes a Number. */
export const INTEGER = new DataType('Integer', (value) =>
  value === null || typeof value === 'number' || typeof value === 'bigint' ? value : undefined,
)

export const NUMBER = new DataType('Number', (value) => {
  if (value === null || value instanceof DecimalValue) return value
  if (typeof value === 'number' || typeof value === 'bigint') return DecimalValue.ofInteger(value)
  // By its shortest spelling, not by its exact value.
  if (value instanceof Float) return DecimalValue.parse(print(value))
  return ofText(value, castText.number)
})

export const DATE = new DataType('Date', (value) =>
  value === null || value instanceof DateValue ? value : ofText(value, castText.date),
)

export const DATE_TIME = new DataType('DateTime', timeOr(castText.dateTime))

export const ISO_DATE_TIME = new DataType('ISODateTime', timeOr(castText.isoDateTime))

export const BOOLEAN = new DataType('Boolean', (value) => {
  if (value === null || typeof value === 'boolean') return value
  if (value instanceof DecimalValue || integerOf(value) !== undefined) {
    if (value instanceof DecimalValue ? value.equals(1) : value === 1) return true
    return (value instanceof DecimalValue ? value.equals(0) : value === 0) ? false : undefined
  }
  return ofText(value, castText.boolean)
})

/** Text as it is: what a database answers is not to be taken for null because of its words. */
export const TEXT = new DataType('Text', (value) => (value === null ? null : print(value)))

/** Text of a file, where nothing and the word `null` are null. */
export const FILE_TEXT = new DataType('Text', (value) => (value === null ? null : castText.text(print(value))))

/** In the order in which dbt tries them. */
export const TYPES: readonly DataType[] = [INTEGER, NUMBER, DATE, DATE_TIME, ISO_DATE_TIME, BOOLEAN]

function timeOr(cast: (text: string) => Value | undefined): (value: Value) => Value | undefined {
  return (value) => {
    if (value === null || value instanceof DateTime) return value
    return value instanceof DateValue ? new DateTime(value.day, MIDNIGHT) : ofText(value, cast)
  }
}

function ofText(value: Value, cast: (text: string) => Value | undefined): Value | undefined {
  const text = textOf(value)
  return text === undefined ? undefined : cast(text)
}
