import type { Span } from '../base/position.ts'
import type { Float } from './values/value.ts'

/** The syntax tree of a template. Every span counts UTF-16 units from the start of the file, also for a block cut out of it. */

export type Expression =
  | Literal
  | Name
  | TupleExpression
  | ListExpression
  | DictExpression
  | Attribute
  | Item
  | Slice
  | Call
  | Filter
  | Test
  | Sign
  | Not
  | Binary
  | Logic
  | Concat
  | Compare
  | Conditional

export interface Literal {
  readonly kind: 'literal'
  readonly span: Span
  readonly value: null | boolean | number | bigint | string | Float
}

export interface Name {
  readonly kind: 'name'
  readonly span: Span
  readonly name: string
}

export interface TupleExpression {
  readonly kind: 'tuple'
  readonly span: Span
  readonly items: readonly Expression[]
}

export interface ListExpression {
  readonly kind: 'list'
  readonly span: Span
  readonly items: readonly Expression[]
}

export interface DictExpression {
  readonly kind: 'dict'
  readonly span: Span
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[]
}

/** `object.name` */
export interface Attribute {
  readonly kind: 'attribute'
  readonly span: Span
  readonly object: Expression
  readonly name: string
  readonly nameSpan: Span
}

/** `object[key]`; also `object.0`. */
export interface Item {
  readonly kind: 'item'
  readonly span: Span
  readonly object: Expression
  readonly key: Expression
}

/** `object[start:stop:step]` */
export interface Slice {
  readonly kind: 'slice'
  readonly span: Span
  readonly object: Expression
  readonly start: Expression | null
  readonly stop: Expression | null
  readonly step: Expression | null
}

export interface Call {
  readonly kind: 'call'
  readonly span: Span
  readonly callee: Expression
  readonly arguments: Arguments
}

/** `(a, k=b, *spread, **keywordSpread)` */
export interface Arguments {
  readonly positional: readonly Expression[]
  readonly keywords: readonly Keyword[]
  readonly spread: Expression | null
  readonly keywordSpread: Expression | null
}

export interface Keyword {
  readonly name: string
  readonly nameSpan: Span
  readonly value: Expression
}

/** `value | name(…)`. In a `filter` block or a block `set` the innermost `value` is null: the text of the block. */
export interface Filter {
  readonly kind: 'filter'
  readonly span: Span
  readonly value: Expression | null
  readonly name: string
  readonly nameSpan: Span
  readonly arguments: Arguments
}

/** `value is name(…)`; `is not` is a `Not` around it. */
export interface Test {
  readonly kind: 'test'
  readonly span: Span
  readonly value: Expression
  readonly name: string
  readonly nameSpan: Span
  readonly arguments: Arguments
}

export interface Sign {
  readonly kind: 'sign'
  readonly span: Span
  readonly operator: '+' | '-'
  readonly operand: Expression
}

export interface Not {
  readonly kind: 'not'
  readonly span: Span
  readonly operand: Expression
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

export interface Binary {
  readonly kind: 'binary'
  readonly span: Span
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface Logic {
  readonly kind: 'logic'
  readonly span: Span
  readonly operator: 'and' | 'or'
  readonly left: Expression
  readonly right: Expression
}

/** `a ~ b ~ c` */
export interface Concat {
  readonly kind: 'concat'
  readonly span: Span
  readonly parts: readonly Expression[]
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

/** `first op a op b …`: chained as in Python, each operand evaluated once. */
export interface Compare {
  readonly kind: 'compare'
  readonly span: Span
  readonly first: Expression
  readonly rest: readonly { readonly operator: CompareOperator; readonly operand: Expression }[]
}

/** `then if test else otherwise` */
export interface Conditional {
  readonly kind: 'conditional'
  readonly span: Span
  readonly test: Expression
  readonly then: Expression
  readonly otherwise: Expression | null
}

export type Statement =
  | Text
  | Output
  | If
  | For
  | Assign
  | AssignBlock
  | Macro
  | CallBlock
  | FilterBlock
  | With
  | Autoescape
  | Do
  | Break
  | Continue
  | NamedBlock

/** Text between tags, with white space already trimmed as the tags around it ask; line ends are `\n`. */
export interface Text {
  readonly kind: 'text'
  /** Where `text` stands in the file, where line ends may be longer. */
  readonly span: Span
  readonly text: string
}

/** `{{ expression }}` */
export interface Output {
  readonly kind: 'output'
  /** From `{{` to `}}`. */
  readonly span: Span
  readonly expression: Expression
}

export interface If {
  readonly kind: 'if'
  readonly span: Span
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[]
  readonly otherwise: readonly Statement[]
}

export interface For {
  readonly kind: 'for'
  readonly span: Span
  readonly target: Target
  readonly iterable: Expression
  readonly filter: Expression | null
  readonly recursive: boolean
  readonly body: readonly Statement[]
  readonly otherwise: readonly Statement[]
}

/** What a value is assigned to. Attribute targets occur in `set` only. */
export type Target = NameTarget | AttributeTarget | TupleTarget

export interface NameTarget {
  readonly kind: 'name-target'
  readonly span: Span
  readonly name: string
}

/** `object.name` of `{% set object.name = … %}` */
export interface AttributeTarget {
  readonly kind: 'attribute-target'
  readonly span: Span
  readonly object: string
  readonly name: string
}

export interface TupleTarget {
  readonly kind: 'tuple-target'
  readonly span: Span
  readonly items: readonly Target[]
}

export interface Assign {
  readonly kind: 'set'
  readonly span: Span
  readonly target: Target
  readonly value: Expression
}

/** `{% set target | filter %}body{% endset %}` */
export interface AssignBlock {
  readonly kind: 'set-block'
  readonly span: Span
  readonly target: Target
  readonly filter: Filter | null
  readonly body: readonly Statement[]
}

export interface Parameter {
  readonly name: string
  readonly span: Span
  readonly default: Expression | null
  /** dbt's type annotation (`name: list[string]`), as written. */
  readonly type: string | null
}

export interface Macro {
  readonly kind: 'macro'
  readonly span: Span
  readonly name: string
  readonly nameSpan: Span
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
}

/** `{% call(parameters) call %}body{% endcall %}` */
export interface CallBlock {
  readonly kind: 'call-block'
  readonly span: Span
  readonly parameters: readonly Parameter[]
  readonly call: Call
  readonly body: readonly Statement[]
}

export interface FilterBlock {
  readonly kind: 'filter-block'
  readonly span: Span
  readonly filter: Filter
  readonly body: readonly Statement[]
}

export interface With {
  readonly kind: 'with'
  readonly span: Span
  readonly assignments: readonly { readonly target: Target; readonly value: Expression }[]
  readonly body: readonly Statement[]
}

export interface Autoescape {
  readonly kind: 'autoescape'
  readonly span: Span
  readonly body: readonly Statement[]
}

export interface Do {
  readonly kind: 'do'
  readonly span: Span
  readonly expression: Expression
}

export interface Break {
  readonly kind: 'break'
  readonly span: Span
}

export interface Continue {
  readonly kind: 'continue'
  readonly span: Span
}

export type BlockKind = 'macro' | 'test' | 'data_test' | 'materialization' | 'snapshot' | 'docs'

/** dbt's own blocks. Inside a template they define something for others and print nothing. */
export interface NamedBlock {
  readonly kind: 'named-block'
  readonly span: Span
  readonly block: Exclude<BlockKind, 'macro'>
  readonly name: string
  readonly nameSpan: Span
  /** Of a materialization: `adapter='…'`, or `default`. */
  readonly adapter: string | null
  /** A materialization has one, `supported_languages`. */
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
}
