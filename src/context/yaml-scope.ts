import type { Environment } from '../jinja/environment.ts'
import type { Filter } from '../jinja/filters/filter.ts'
import { BUILT_IN_FILTERS } from '../jinja/filters/table.ts'
import { BUILT_IN_GLOBALS } from '../jinja/globals.ts'
import { BUILT_IN_TESTS } from '../jinja/tests/table.ts'
import { Undefined, type Value } from '../jinja/values/value.ts'
import type { Target } from '../resources/connection.ts'
import { envVarFunction, type Surroundings } from './env-var.ts'
import { DBT_VERSION } from './invocation.ts'
import type { Names } from './scope.ts'
import { targetValue } from './target.ts'
import { MARKING_FILTERS } from './type-marker.ts'
import { type VarLookup, varFunction } from './var.ts'

/**
 * What surrounds Jinja in YAML: no macros, dbt's filters that choose a value's type, and `names`.
 * Project files and profiles have `projectFileNames`; property files the base names of a run and their package's `var`.
 */
export function yamlScope(names: Names, chance?: () => number): Environment {
  const known = new Map<string, Value>()
  return {
    filters: FILTERS,
    tests: BUILT_IN_TESTS,
    makeUndefined: (...asked) => new Undefined(...asked),
    chance,
    lookup(name) {
      let value = known.get(name)
      if (value === undefined) {
        if (Object.hasOwn(names, name)) value = names[name]?.()
        else if (Object.hasOwn(BUILT_IN_GLOBALS, name)) value = BUILT_IN_GLOBALS[name]
        if (value !== undefined) known.set(name, value)
      }
      return value
    },
    *names() {
      yield* Object.keys(names)
      yield* Object.keys(BUILT_IN_GLOBALS)
    },
  }
}

const FILTERS: Environment['filters'] = Object.freeze(
  Object.assign(Object.create(null) as Record<string, Filter>, BUILT_IN_FILTERS, MARKING_FILTERS),
)

export interface ProjectFileScope {
  readonly environment: Surroundings
  readonly vars: VarLookup
  /** Unknown while the profile itself is read. */
  readonly target: Target | null
  /** Profiles and package sources may use secrets; project files may not. */
  readonly secrets: 'refused' | 'hidden'
}

/** The scope of project files, profiles and package sources: the environment, `--vars`, and `target` once it is known. */
export function projectFileScope({ environment, vars, target, secrets }: ProjectFileScope): Environment {
  const names: Names = {
    dbt_version: () => DBT_VERSION,
    env_var: () => envVarFunction(environment, secrets),
    var: () => varFunction(vars, undefined, () => scope),
    ...(target === null ? {} : { target: () => targetValue(target) }),
  }
  const scope = yamlScope(names)
  return scope
}
