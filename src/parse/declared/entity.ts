import type { Entity } from '../../resources/entity.ts'
import { uniqueId } from '../../resources/ids.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { checkKeys } from './check-keys.ts'
import { twice } from './errors.ts'
import { entitySchema } from './schemas.ts'

/** The entries of `entities:`; what is wrong with one is reported. */
export function readEntities(parsing: Parsing): readonly Entity[] {
  const entities = new Map<string, Entity>()
  for (const entry of parsing.properties.of('entities')) {
    const entity = readEntity(entry, parsing)
    if (entity === null) continue
    const other = entities.get(entity.id)
    if (other === undefined) entities.set(entity.id, entity)
    else parsing.report(twice('entities', entity.name, other.at, entity.at))
  }
  return [...entities.values()]
}

function readEntity(entry: PropertyEntry, parsing: Parsing): Entity | null {
  const what = `entity '${String(entry.rendered.name)}'`
  const isKnown = checkKeys(entry.rendered, [], Object.keys(entitySchema.shape), what, entry, parsing)
  const given = checkEntry(entitySchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (given === null || !isKnown) return null
  return {
    kind: 'entity',
    id: uniqueId('entity', entry.package, given.name),
    name: given.name,
    package: entry.package,
    path: entry.relativePath,
    originalPath: entry.file,
    keys: given.keys,
    description: given.description,
    at: entry.locate(['name']),
  }
}

/** The entity of a name as a package sees it: its own, then the root project's, then any. */
export function findEntity(
  name: string,
  packageName: string,
  rootPackage: string,
  entities: readonly Entity[],
): Entity | undefined {
  const named = entities.filter((entity) => entity.name === name)
  return (
    named.find((entity) => entity.package === packageName) ??
    named.find((entity) => entity.package === rootPackage) ??
    named[0]
  )
}
