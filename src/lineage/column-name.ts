/** The name PostgreSQL gives a column of a query that has no `as`: `FigureColname` of its parser. */
import { kindOf, type Node, namesIn, type ResTarget } from './sql.ts'

export function columnName({ name, val }: ResTarget): string {
  return name ?? (val === undefined ? null : figure(val))?.name ?? '?column?'
}

/** A weak name yields to one from within: `a::text` is called `a`, `'x'::text` is called `text`. */
interface Figured {
  readonly name: string
  readonly weak: boolean
}

const strong = (name: string | undefined): Figured | null => (name === undefined ? null : { name, weak: false })

/** Expressions with a syntax, and so a name, of their own. */
const FIXED: Readonly<Record<string, string>> = {
  GroupingFunc: 'grouping',
  MergeSupportFunc: 'merge_action',
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  XmlSerialize: 'xmlserialize',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
}

const XML: Readonly<Record<string, string>> = {
  IS_XMLCONCAT: 'xmlconcat',
  IS_XMLELEMENT: 'xmlelement',
  IS_XMLFOREST: 'xmlforest',
  IS_XMLPARSE: 'xmlparse',
  IS_XMLPI: 'xmlpi',
  IS_XMLROOT: 'xmlroot',
  IS_DOCUMENT: '?column?',
}

function figure(node: Node): Figured | null {
  const fixed = FIXED[kindOf(node)]
  if (fixed !== undefined) return strong(fixed)
  if ('ColumnRef' in node) return strong(namesIn(node.ColumnRef.fields).at(-1))
  if ('A_Indirection' in node) {
    const { arg, indirection } = node.A_Indirection
    return strong(namesIn(indirection).at(-1)) ?? (arg === undefined ? null : figure(arg))
  }
  if ('FuncCall' in node) return strong(namesIn(node.FuncCall.funcname).at(-1))
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? strong('nullif') : null
  if ('TypeCast' in node) {
    const { arg, typeName } = node.TypeCast
    const inner = arg === undefined ? null : figure(arg)
    const type = namesIn(typeName?.names).at(-1)
    return inner?.weak === false || type === undefined ? inner : { name: type, weak: true }
  }
  if ('CollateClause' in node) return node.CollateClause.arg === undefined ? null : figure(node.CollateClause.arg)
  if ('CaseExpr' in node) {
    const { defresult } = node.CaseExpr
    const inner = defresult === undefined ? null : figure(defresult)
    return inner?.weak === false ? inner : { name: 'case', weak: true }
  }
  if ('MinMaxExpr' in node) return strong(node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest')
  if ('SQLValueFunction' in node) {
    const op = node.SQLValueFunction.op ?? ''
    return strong(op.replace('SVFOP_', '').replace(/_N$/, '').toLowerCase())
  }
  if ('XmlExpr' in node) return strong(XML[node.XmlExpr.op ?? ''])
  if ('JsonFuncExpr' in node) {
    const op = node.JsonFuncExpr.op ?? ''
    return strong(op.replace(/_OP$/, '').toLowerCase())
  }
  if ('SubLink' in node) return figureSubLink(node.SubLink.subLinkType, node.SubLink.subselect)
  return null
}

function figureSubLink(type: string | undefined, subselect: Node | undefined): Figured | null {
  if (type === 'EXISTS_SUBLINK') return strong('exists')
  if (type === 'ARRAY_SUBLINK') return strong('array')
  if (type !== 'EXPR_SUBLINK' || subselect === undefined || !('SelectStmt' in subselect)) return null
  let query = subselect.SelectStmt
  while (query.larg !== undefined) query = query.larg
  const target = query.targetList?.[0]
  if (target === undefined || !('ResTarget' in target))
    return query.valuesLists === undefined ? null : strong('column1')
  return strong(target.ResTarget.name) ?? (target.ResTarget.val === undefined ? null : figure(target.ResTarget.val))
}
