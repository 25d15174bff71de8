import { Dict, type Value } from '../jinja/values/value.ts'

/** `builtins`: what `ref`, `source`, `config` and `var` are before a project overrides them. */
export function builtinsValue(functions: Readonly<Record<'ref' | 'source' | 'config' | 'var', Value>>): Dict {
  return Dict.of(functions)
}
