/**
 * Expressions of a template as dbt writes them down where it keeps a config before it was rendered
 * (dbt/clients/jinja_static.py): most as source text, the others as Jinja2 prints a node of its tree.
 */
import type { Arguments, BinaryOperator, CompareOperator, Expression, Slice } from '../../jinja/ast.ts'
import { repr } from '../../jinja/values/print.ts'

/** A string stands for itself, anything else is written out. */
export function writtenValue(expression: Expression): string {
  return expression.kind === 'literal' && typeof expression.value === 'string'
    ? expression.value
    : writtenExpression(expression)
}

function writtenExpression(expression: Expression): string {
  const write = writtenExpression
  switch (expression.kind) {
    case 'literal':
      return repr(expression.value)
    case 'name':
      return expression.name
    case 'list':
      return `[${expression.items.map(write).join(', ')}]`
    case 'tuple':
      return expression.items.length === 1
        ? `(${expression.items.map(write).join('')},)`
        : `(${expression.items.map(write).join(', ')})`
    case 'dict':
      return `{${expression.entries.map(({ key, value }) => `${write(key)}: ${write(value)}`).join(', ')}}`
    case 'attribute':
      return `${write(expression.object)}.${expression.name}`
    case 'item':
      return `${write(expression.object)}[${write(expression.key)}]`
    case 'slice':
      return `${write(expression.object)}[${printedSlice(expression)}]`
    case 'call':
      return `${write(expression.callee)}(${writtenArguments(expression.arguments)})`
    case 'not':
      return `not ${write(expression.operand)}`
    case 'concat':
      return expression.parts.map(write).join(' ~ ')
    case 'logic':
      return `${write(expression.left)} ${expression.operator} ${write(expression.right)}`
    case 'compare':
      return [
        write(expression.first),
        ...expression.rest.map(({ operator, operand }) => `${operator} ${write(operand)}`),
      ].join(' ')
    case 'sign':
      return expression.operator === '-' ? `-${write(expression.operand)}` : printedNode(expression)
    default:
      return printedNode(expression)
  }
}

function writtenArguments({ positional, keywords, spread, keywordSpread }: Arguments): string {
  return [
    ...positional.map(writtenExpression),
    ...keywords.map(({ name, value }) => `${name}=${writtenExpression(value)}`),
    ...(spread === null ? [] : [`*${writtenExpression(spread)}`]),
    ...(keywordSpread === null ? [] : [`**${writtenExpression(keywordSpread)}`]),
  ].join(', ')
}

/** A node of Jinja2's tree as Python prints it: its class with its fields. */
function printedNode(expression: Expression): string {
  const print = printedNode
  switch (expression.kind) {
    case 'literal':
      return `Const(value=${repr(expression.value)})`
    case 'name':
      return `Name(name=${repr(expression.name)}, ctx='load')`
    case 'list':
      return `List(items=${printedList(expression.items)})`
    case 'tuple':
      return `Tuple(items=${printedList(expression.items)}, ctx='load')`
    case 'dict': {
      const pairs = expression.entries.map(({ key, value }) => `Pair(key=${print(key)}, value=${print(value)})`)
      return `Dict(items=[${pairs.join(', ')}])`
    }
    case 'attribute':
      return `Getattr(node=${print(expression.object)}, attr=${repr(expression.name)}, ctx='load')`
    case 'item':
      return `Getitem(node=${print(expression.object)}, arg=${print(expression.key)}, ctx='load')`
    case 'slice':
      return `Getitem(node=${print(expression.object)}, arg=${printedSlice(expression)}, ctx='load')`
    case 'call':
      return `Call(node=${print(expression.callee)}, ${printedArguments(expression.arguments)})`
    case 'filter':
    case 'test': {
      const { kind, value, name } = expression
      const type = kind === 'filter' ? 'Filter' : 'Test'
      return `${type}(node=${optional(value)}, name=${repr(name)}, ${printedArguments(expression.arguments)})`
    }
    case 'sign':
      return `${expression.operator === '-' ? 'Neg' : 'Pos'}(node=${print(expression.operand)})`
    case 'not':
      return `Not(node=${print(expression.operand)})`
    case 'binary':
      return `${BINARY[expression.operator]}(left=${print(expression.left)}, right=${print(expression.right)})`
    case 'logic': {
      const type = expression.operator === 'and' ? 'And' : 'Or'
      return `${type}(left=${print(expression.left)}, right=${print(expression.right)})`
    }
    case 'concat':
      return `Concat(nodes=${printedList(expression.parts)})`
    case 'compare': {
      const operands = expression.rest.map(
        ({ operator, operand }) => `Operand(op='${COMPARE[operator]}', expr=${print(operand)})`,
      )
      return `Compare(expr=${print(expression.first)}, ops=[${operands.join(', ')}])`
    }
    case 'conditional': {
      const { test, then, otherwise } = expression
      return `CondExpr(test=${print(test)}, expr1=${print(then)}, expr2=${optional(otherwise)})`
    }
  }
}

function printedSlice({ start, stop, step }: Slice): string {
  return `Slice(start=${optional(start)}, stop=${optional(stop)}, step=${optional(step)})`
}

function printedArguments({ positional, keywords, spread, keywordSpread }: Arguments): string {
  const named = keywords.map(({ name, value }) => `Keyword(key=${repr(name)}, value=${printedNode(value)})`)
  return `args=${printedList(positional)}, kwargs=[${named.join(', ')}], dyn_args=${optional(spread)}, dyn_kwargs=${optional(keywordSpread)}`
}

function printedList(items: readonly Expression[]): string {
  return `[${items.map(printedNode).join(', ')}]`
}

function optional(expression: Expression | null): string {
  return expression === null ? 'None' : printedNode(expression)
}

const BINARY: Readonly<Record<BinaryOperator, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '//': 'FloorDiv',
  '%': 'Mod',
  '**': 'Pow',
}

const COMPARE: Readonly<Record<CompareOperator, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'lteq',
  '>': 'gt',
  '>=': 'gteq',
  in: 'in',
  'not in': 'notin',
}
