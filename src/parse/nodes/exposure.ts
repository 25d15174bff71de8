import { diagnosticsOf } from '../../base/diagnostic.ts'
import type { JsonObject } from '../../base/json.ts'
import { metricFunction } from '../../context/metric.ts'
import { refFunction } from '../../context/ref.ts'
import { Scope } from '../../context/scope.ts'
import { sourceFunction } from '../../context/source.ts'
import { renderTemplate } from '../../jinja/rendering.ts'
import { parseTemplate } from '../../jinja/template.ts'
import type { Package } from '../../project/project.ts'
import type { Exposure, Owner } from '../../resources/exposure.ts'
import type { Group } from '../../resources/group.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Ref, SourceRef } from '../../resources/ref.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import { configPlace } from '../config/config-place.ts'
import { mergedConfig } from '../config/resolve-config.ts'
import { unrenderedConfig } from '../config/unrendered-config.ts'
import { namelessOwner } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { exposureSchema, groupSchema } from '../properties/schemas.ts'
import { movedTo } from '../properties/written-text.ts'

/** An exposure before its refs are resolved. */
export type ExposureDraft = Omit<Exposure, 'dependsOn'>

/** One entry of `exposures:`; null after reporting what is wrong. */
export async function readExposure(
  entry: PropertyEntry,
  package_: Package,
  parsing: Parsing,
): Promise<ExposureDraft | null> {
  const name = String(entry.rendered.name)
  const properties = checkEntry(
    exposureSchema,
    toJson(entry.rendered),
    `exposure '${name}'`,
    entry.locate,
    parsing.report,
  )
  if (properties === null) return null
  checkOwner(properties.owner, `exposure '${name}'`, entry, parsing)
  const fqn = [package_.name, ...entry.relativePath.split('/').slice(0, -1), name]
  const own: JsonObject = {
    ...(typeof properties.enabled === 'boolean' ? { enabled: properties.enabled } : {}),
    ...(Object.keys(properties.meta).length > 0 ? { meta: properties.meta } : {}),
    ...(properties.tags.length > 0 ? { tags: properties.tags } : {}),
  }
  const layers = {
    fqn,
    own: package_.settings,
    root: parsing.project.settings,
    properties: properties.config,
    calls: [own],
  }
  const config = parsing.shelves.exposure.resolve(
    mergedConfig('exposures', layers),
    configPlace({
      what: `the config of exposure '${name}'`,
      section: 'exposures',
      layers: { ...layers, calls: [] },
      entry,
      template: null,
      at: entry.locate(['name']),
    }),
    parsing.report,
  )
  if (config === null) return null
  const refs: Ref[] = []
  const sources: SourceRef[] = []
  const metrics: (readonly string[])[] = []
  await readDependencies(properties.depends_on, entry, parsing, refs, sources, metrics)
  return {
    kind: 'exposure',
    id: uniqueId('exposure', package_.name, name),
    name,
    package: package_.name,
    path: entry.relativePath,
    originalPath: entry.file,
    fqn,
    type: properties.type,
    owner: ownerOf(properties.owner),
    description: properties.description,
    label: properties.label,
    maturity: properties.maturity,
    url: properties.url,
    meta: config.meta,
    tags: config.tags,
    config,
    unrenderedConfig: unrenderedConfig('exposures', { ...layers, calls: [] }, undefined, null),
    refs,
    sources,
    metrics,
    createdAt: parsing.createdAt,
    at: entry.locate(['name']),
  }
}

/** `depends_on: [ref('a'), source('b', 'c')]`: each is an expression without its braces. */
async function readDependencies(
  written: readonly string[],
  entry: PropertyEntry,
  parsing: Parsing,
  refs: Ref[],
  sources: SourceRef[],
  metrics: (readonly string[])[],
): Promise<void> {
  let place = entry.locate(['depends_on'])
  const scope = new Scope({
    library: parsing.library,
    packageName: entry.package,
    chance: parsing.invocation.chance,
    names: [
      {
        ref: () => refFunction((ref) => kept(refs, { ...ref, place })),
        source: () => sourceFunction((source) => kept(sources, { ...source, place })),
        metric: () => metricFunction((name) => metrics.push(name)),
      },
    ],
  })
  for (const [index, expression] of written.entries()) {
    const text = `{{ ${expression} }}`
    place = entry.locate(['depends_on', index])
    try {
      await renderTemplate(parseTemplate(text, entry.file), scope)
    } catch (error) {
      for (const diagnostic of diagnosticsOf(error))
        parsing.report(movedTo({ entry, path: ['depends_on', index] }, text, diagnostic, expression))
    }
  }
}

/** Puts down what was referred to; the reference itself prints nothing. */
function kept<T>(list: T[], item: T): string {
  list.push(item)
  return ''
}

/** One entry of `groups:`. */
export function readGroup(entry: PropertyEntry, package_: Package, parsing: Parsing): Group | null {
  const name = String(entry.rendered.name)
  const properties = checkEntry(groupSchema, toJson(entry.rendered), `group '${name}'`, entry.locate, parsing.report)
  if (properties === null) return null
  checkOwner(properties.owner, `group '${name}'`, entry, parsing)
  return {
    kind: 'group',
    id: uniqueId('group', package_.name, name),
    name,
    package: package_.name,
    path: entry.relativePath,
    originalPath: entry.file,
    owner: ownerOf(properties.owner),
    description: properties.description,
    config: { meta: {}, ...properties.config },
    at: entry.locate(['name']),
  }
}

function checkOwner(
  { name, email }: { readonly name: string | null; readonly email: string | readonly string[] | null },
  what: string,
  entry: PropertyEntry,
  parsing: Parsing,
): void {
  if (name === null && email === null) parsing.report(namelessOwner(what, entry.locate(['owner'])))
}

function ownerOf({
  name,
  email,
  ...extra
}: {
  readonly name: string | null
  readonly email: string | readonly string[] | null
}): Owner {
  return { name, email, extra: extra as JsonObject }
}
