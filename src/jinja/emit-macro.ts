import type { Parameter, Statement } from './ast.ts'
import { FunctionCode, type Place } from './emission.ts'
import { expression } from './emit-expression.ts'
import { declare, emitBody } from './emit-statement.ts'
import { readUnassigned } from './names.ts'

interface Definition {
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
}

/** JavaScript for a macro of this template, or with null as name for the body of a call block. */
export function macroValue(node: Definition, name: string | null, place: Place): string {
  return `new MacroValue(${macroArguments(node, name, place)},missing)`
}

/** Its signature and its body, as `MacroValue` and `callableMacro` take them. */
export function macroArguments(node: Definition, name: string | null, place: Place): string {
  const { unit } = place
  const parameters = node.parameters.map((parameter) => parameter.name)
  const special = readUnassigned(node.body, ['caller', 'kwargs', 'varargs'])
  const taken = ['caller', 'kwargs', 'varargs'].filter((one) => special.has(one) && !parameters.includes(one))
  const signature = {
    name,
    parameters,
    caller: special.has('caller'),
    kwargs: taken.includes('kwargs'),
    varargs: taken.includes('varargs'),
  }
  const scope = place.scope.inner()
  const variables = parameters.map((parameter) => scope.give(parameter))
  const specials = taken.map((one) => scope.give(one))
  for (const parameter of node.parameters) scope.read(parameter.default)
  scope.analyze(node.body)
  const into = new FunctionCode(unit.fresh)
  const pending = new Set(variables)
  const inside: Place = {
    ...place,
    scope,
    into,
    output: { kind: 'text', variable: 'o', mapped: false },
    optional: false,
    pending,
  }
  declare(scope, inside)
  for (const [index, parameter] of node.parameters.entries()) {
    const variable = variables[index] ?? ''
    into.write(`if(${variable}===undefined)${variable}=${byDefault(parameter, inside)};`)
    pending.delete(variable)
  }
  emitBody(node.body, inside)
  const left = name === null ? `throw failed(e,p,'caller')` : `return left(e,p,${JSON.stringify(name)})`
  const guarded = `deeper(d);try{${into.code}return o}catch(e){${left}}finally{d.n--}`
  const code = `let o='',p=0;${into.declarations}${guarded}`
  return `${unit.constant(signature)},(${into.keyword}(${[...variables, ...specials].join()}){${code}})`
}

function byDefault(parameter: Parameter, place: Place): string {
  if (parameter.default !== null) return expression(parameter.default, place)
  const reason = `parameter '${parameter.name}' was not provided`
  return `missing(${JSON.stringify(parameter.name)},${JSON.stringify(reason)})`
}
