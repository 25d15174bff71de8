import type { Environment } from '../jinja/environment.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import { type Callable, HostObject, type Value } from '../jinja/values/value.ts'
import { isYamlMap, own, toTemplateValue, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts'
import { unknownVar } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** Where `var` looks: the first layer that has a name gives its value. */
export interface VarLookup {
  readonly layers: readonly YamlMap[]
  /** For whom it looks, as errors say it: `model.shop.orders`, `dbt_project.yml`. */
  readonly owner: string
}

/** The vars of a whole project, from which each resource gets its own lookup. */
export interface VarTable {
  /** For a template: `--vars`, then the root project's for the package, the root project's, the package's own. */
  forNode(packageName: string, fqn: readonly string[]): VarLookup
  /** For the property files of a package: the same layers. */
  forPackage(packageName: string, owner: string): VarLookup
}

/** `packages` holds every package's `vars:` by the package's name, the root project's included. */
export function varTable(commandVars: YamlMap, rootName: string, packages: ReadonlyMap<string, YamlMap>): VarTable {
  const known = new Map<string, readonly YamlMap[]>()
  const layersFor = (packageName: string): readonly YamlMap[] => {
    let layers = known.get(packageName)
    if (layers === undefined) {
      layers = [commandVars, ...scoped(packages.get(rootName), packageName)]
      if (packageName !== rootName) layers = [...layers, ...scoped(packages.get(packageName), packageName)]
      known.set(packageName, layers)
    }
    return layers
  }
  return {
    forNode: (packageName, fqn) => ({ layers: layersFor(packageName), owner: fqn.join('.') }),
    forPackage: (packageName, owner) => ({ layers: layersFor(packageName), owner }),
  }
}

/** A project file's vars for one package, before its vars for all. */
function scoped(vars: YamlMap | undefined, packageName: string): readonly YamlMap[] {
  if (vars === undefined) return []
  const special = own(vars, packageName)
  return isYamlMap(special) ? [special, vars] : [vars]
}

/**
 * The value of a var in a template: `var('name', default)`, with `var.has_var('name')`. What is set nowhere and has no
 * default is what `missing` answers, an error unless told otherwise. Where `scope` is given, values that are Jinja are
 * rendered in it as text, as dbt does in SQL and project files; in property files it does not.
 */
export function varFunction(
  lookup: VarLookup,
  missing: (name: string) => Value = (name) => {
    throw unknownVar(name, knownVars(lookup), lookup.owner)
  },
  scope?: () => Environment,
): Value {
  const call = hostFunction('var', ['var_name', 'default?'], (given) => {
    const name = given.text('var_name')
    const value = findVar(lookup, name)
    if (value === undefined) {
      const otherwise = given.get('default')
      return otherwise === undefined ? missing(name) : otherwise
    }
    if (scope !== undefined && typeof value === 'string' && JINJA.test(value)) return rendered(name, value, scope())
    return toTemplateValue(value)
  })
  const hasVar = hostFunction('has_var', ['var_name'], (given) => findVar(lookup, given.text('var_name')) !== undefined)
  return new VarValue(call, hasVar)
}

/** The raw value of a var, or undefined when no layer has it. */
export function findVar(lookup: VarLookup, name: string): YamlValue | undefined {
  for (const layer of lookup.layers) {
    const value = own(layer, name)
    if (value !== undefined) return value
  }
  return undefined
}

/** True for a var whose value is itself a template (`"{{ ref('orders') }}"`): reading it may do anything a template may. */
export function isTemplatedVar(value: YamlValue | undefined): boolean {
  return typeof value === 'string' && JINJA.test(value)
}

/** True when some var of these layers is a template. */
export function hasTemplatedVars(layers: readonly YamlMap[]): boolean {
  return layers.some((layer) =>
    Object.values(layer).some((value) => isTemplatedVar(value) || (isYamlMap(value) && hasTemplatedVars([value]))),
  )
}

function knownVars(lookup: VarLookup): readonly string[] {
  return lookup.layers.flatMap((layer) => Object.keys(layer))
}

const JINJA = /\{[{%#]/

async function rendered(name: string, text: string, environment: Environment): Promise<string> {
  return (await renderTemplate(parseTemplate(text, `var('${name}')`), environment)).text
}

class VarValue extends HostObject {
  override readonly typeName = 'Var'
  readonly #call: Callable
  readonly #hasVar: Callable

  constructor(call: Callable, hasVar: Callable) {
    super()
    this.#call = call
    this.#hasVar = hasVar
  }

  override get callable(): Callable {
    return this.#call
  }

  override attribute(name: string): Value | undefined {
    return name === 'has_var' ? this.#hasVar : undefined
  }

  override print(): string {
    return '<var>'
  }
}
