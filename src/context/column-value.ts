import { print, repr } from '../jinja/values/print.ts'
import { PythonError } from '../jinja/values/python-error.ts'
import { type Callable, HostObject, type Value } from '../jinja/values/value.ts'
import { quoteIdentifier } from '../resources/relation.ts'
import { hostFunction } from './host-function.ts'

/** A column of a relation as templates hold it: dbt's `Column` on Postgres. https://docs.getdbt.com/reference/dbt-classes#column */
export class ColumnValue extends HostObject {
  override readonly typeName = 'PostgresColumn'
  readonly column: string
  readonly dtype: string
  readonly charSize: number | null
  readonly precision: number | null
  readonly scale: number | null

  constructor(
    column: string,
    dtype: string,
    charSize: number | null = null,
    precision: number | null = null,
    scale: number | null = null,
  ) {
    super()
    this.column = column
    this.dtype = dtype
    this.charSize = charSize
    this.precision = precision
    this.scale = scale
  }

  /** From what `format_type` says: `character varying(20)`, `numeric(10,2)`. */
  static fromDescription(name: string, rawType: string): ColumnValue {
    const match = /^([^(]+)(?:\(([^)]+)\))?/.exec(rawType)
    if (match === null) throw new PythonError('ValueError', `Could not interpret data type "${rawType}"`)
    const [, type = '', sizes] = match
    const numbers = (sizes?.split(',') ?? []).map((size) => {
      const number = Number(size)
      if (size.trim() !== '' && Number.isInteger(number)) return number
      const problem = `could not convert "${size}" to an integer`
      throw new PythonError('ValueError', `Could not interpret data_type "${rawType}": ${problem}`)
    })
    const [first = null, second = null] = numbers
    if (numbers.length === 2) return new ColumnValue(name, type, null, first, second)
    return new ColumnValue(name, type, numbers.length === 1 ? first : null)
  }

  get quoted(): string {
    return quoteIdentifier(this.column)
  }

  get isString(): boolean {
    return STRINGS.has(this.dtype.toLowerCase())
  }

  get isNumeric(): boolean {
    return NUMERICS.has(this.dtype.toLowerCase())
  }

  /** dbt's `string_size`: 256 stands for "no limit". */
  get stringSize(): number {
    if (!this.isString) throw new PythonError('ValueError', 'Called string_size() on non-string field!')
    return this.dtype === 'text' || this.charSize === null ? 256 : this.charSize
  }

  get dataType(): string {
    const plain = this.dtype.toLowerCase()
    if (plain === 'text' || (plain === 'character varying' && this.charSize === null)) return this.dtype
    if (this.isString) return stringType(this.stringSize)
    return this.isNumeric ? numericType(this.dtype, this.precision, this.scale) : this.dtype
  }

  override print(): string {
    const { column, dtype, charSize, precision, scale } = this
    const fields = { column, dtype, char_size: charSize, numeric_precision: precision, numeric_scale: scale }
    const written = Object.entries(fields).map(([name, value]) => `${name}=${repr(value)}`)
    return `${this.typeName}(${written.join(', ')})`
  }

  override equals(other: Value): boolean {
    return other instanceof ColumnValue && FIELDS.every((field) => other[field] === this[field])
  }

  override get truth(): boolean {
    return true
  }

  override attribute(name: string): Value | undefined {
    const method = METHODS.get(name)
    if (method !== undefined)
      return hostFunction(name, method.signature, (call) =>
        method.body(this, call.get('other_column') ?? call.get('value') ?? null),
      )
    // Not `??`: a size that a type has not is None.
    const property = PROPERTIES.get(name)
    return property === undefined ? COLUMN_CLASS.get(name) : property(this)
  }
}

const FIELDS = ['column', 'dtype', 'charSize', 'precision', 'scale'] as const

const STRINGS: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'varchar'])
const NUMERICS: ReadonlySet<string> = new Set(['numeric', 'decimal'])
const FLOATS: ReadonlySet<string> = new Set(['real', 'float4', 'float', 'double precision', 'float8', 'double'])
const INTEGERS: ReadonlySet<string> = new Set([
  ...['smallint', 'integer', 'bigint', 'smallserial', 'serial', 'bigserial'],
  ...['int2', 'int4', 'int8', 'serial2', 'serial4', 'serial8'],
])

const PROPERTIES: ReadonlyMap<string, (column: ColumnValue) => Value> = new Map<string, (column: ColumnValue) => Value>(
  [
    ['name', (c) => c.column],
    ['column', (c) => c.column],
    ['quoted', (c) => c.quoted],
    ['dtype', (c) => c.dtype],
    ['data_type', (c) => c.dataType],
    ['expanded_data_type', (c) => c.dataType],
    ['char_size', (c) => c.charSize],
    ['numeric_precision', (c) => c.precision],
    ['numeric_scale', (c) => c.scale],
  ],
)

interface Method {
  readonly signature: readonly string[]
  readonly body: (column: ColumnValue, argument: Value) => Value
}

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['is_string', { signature: [], body: (c) => c.isString }],
  ['is_numeric', { signature: [], body: (c) => c.isNumeric }],
  ['is_float', { signature: [], body: (c) => FLOATS.has(c.dtype.toLowerCase()) }],
  ['is_integer', { signature: [], body: (c) => INTEGERS.has(c.dtype.toLowerCase()) }],
  [
    'is_number',
    {
      signature: [],
      body: (c) => c.isNumeric || FLOATS.has(c.dtype.toLowerCase()) || INTEGERS.has(c.dtype.toLowerCase()),
    },
  ],
  ['string_size', { signature: [], body: (c) => c.stringSize }],
  [
    'can_expand_to',
    { signature: ['other_column'], body: (c, other) => other instanceof ColumnValue && canExpand(c, other) },
  ],
  ['literal', { signature: ['value'], body: (c, value) => `${print(value)}::${c.dataType}` }],
])

/** True when widening `column` to the size of `other` loses nothing. */
export function canExpand(column: ColumnValue, other: ColumnValue): boolean {
  return column.isString && other.isString && other.stringSize > column.stringSize
}

/** The functions of `api.Column` itself. */
const COLUMN_CLASS: ReadonlyMap<string, Callable> = new Map([
  [
    'create',
    hostFunction(
      'create',
      ['name', 'label_or_dtype'],
      (call) => new ColumnValue(call.text('name'), translateType(call.text('label_or_dtype'))),
    ),
  ],
  ['translate_type', hostFunction('translate_type', ['dtype'], (call) => translateType(call.text('dtype')))],
  ['string_type', hostFunction('string_type', ['size'], (call) => stringType(print(call.value('size'))))],
  [
    'numeric_type',
    hostFunction('numeric_type', ['dtype', 'precision', 'scale'], (call) =>
      numericType(call.text('dtype'), spelled(call.value('precision')), spelled(call.value('scale'))),
    ),
  ],
  [
    'from_description',
    hostFunction('from_description', ['name', 'raw_data_type'], (call) =>
      ColumnValue.fromDescription(call.text('name'), call.text('raw_data_type')),
    ),
  ],
])

/** `api.Column`: callable like the class it stands for. */
export class ColumnClass extends HostObject {
  override readonly typeName = 'type'

  override attribute(name: string): Value | undefined {
    return COLUMN_CLASS.get(name)
  }

  override get callable(): Callable {
    return hostFunction('Column', ['column', 'dtype', 'char_size?', 'numeric_precision?', 'numeric_scale?'], (call) => {
      const size = (name: string): number | null => sizeOf(call.value(name))
      return new ColumnValue(
        call.text('column'),
        call.text('dtype'),
        size('char_size'),
        size('numeric_precision'),
        size('numeric_scale'),
      )
    })
  }

  override print(): string {
    return "<class 'dbt.adapters.postgres.column.PostgresColumn'>"
  }
}

/** dbt's one alias on Postgres: `string` means `TEXT`. */
export function translateType(dtype: string): string {
  return dtype.toUpperCase() === 'STRING' ? 'TEXT' : dtype
}

function stringType(size: number | string): string {
  return `character varying(${size})`
}

function numericType(dtype: string, precision: number | string | null, scale: number | string | null): string {
  return precision === null || scale === null ? dtype : `${dtype}(${precision},${scale})`
}

function spelled(value: Value): string | null {
  return value === null ? null : print(value)
}

function sizeOf(value: Value): number | null {
  return typeof value === 'number' ? value : null
}
