import { type Location, locate } from '../../base/position.ts'
import type { Model } from '../../resources/node.ts'
import { isYamlMap } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'

type Placed = Pick<Model, 'name' | 'package' | 'template'>

/** Where a model sets the first of these configs that it sets: in its file, or in the properties that describe it. */
export function placeOfConfig(model: Placed, keys: readonly string[], parsing: Parsing): Location {
  const { source, file } = model.template
  return ownPlaceOfConfig(model, keys, parsing) ?? { file, line: 1, column: 1, source }
}

/** The same; null of what a project file says of its folder. */
export function ownPlaceOfConfig(model: Placed, keys: readonly string[], parsing: Parsing): Location | null {
  const { source, file } = model.template
  const call = source.search(/\bconfig\s*\(/)
  const [entry] = parsing.properties.named('models', model.name, model.package, parsing.project.settings.name)
  const described = entry?.rendered.config
  for (const key of keys) {
    const found = call === -1 ? null : new RegExp(`(?<![\\w.])${key}(?=\\s*=)`).exec(source.slice(call))
    if (found !== null) return locate(source, call + found.index, file)
    if (entry !== undefined && isYamlMap(described) && Object.hasOwn(described, key))
      return entry.locate(['config', key], 'key')
  }
  return null
}
