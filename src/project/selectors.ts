import { join } from 'node:path'
import { z } from 'zod'
import type { Diagnostic } from '../base/diagnostic.ts'
import { renderYaml } from '../context/render-yaml.ts'
import type { Environment } from '../jinja/environment.ts'
import type { SelectorDefinition } from '../resources/manifest.ts'
import { placeOf } from '../yaml/yaml-document.ts'
import { toJson, type YamlValue } from '../yaml/yaml-value.ts'
import { duplicateSelector, severalDefaults } from './errors.ts'
import { check, flag, text } from './settings/check.ts'
import { readYamlFile } from './yaml-file.ts'

const SELECTORS = z.object(
  {
    selectors: z.array(
      z.object(
        {
          name: text,
          description: text.nullish(),
          default: flag.nullish(),
          definition: z.custom<YamlValue>((value) => value !== undefined && value !== null, {
            error: "text such as 'tag:nightly', or a mapping such as {method: tag, value: nightly}",
          }),
        },
        { error: 'a mapping with name and definition' },
      ),
      { error: 'a list of selectors' },
    ),
  },
  { error: "a mapping with 'selectors'" },
)

/** The selectors of `selectors.yml`, as written but for their Jinja; what they select is `graph`'s to say. */
export async function readSelectors(
  root: string,
  scope: Environment,
  report: (diagnostic: Diagnostic) => void,
): Promise<readonly SelectorDefinition[]> {
  const label = 'selectors.yml'
  const document = readYamlFile(join(root, label), label, report)
  if (document === null || document.value === null) return []
  const rendered = await renderYaml(document, [], { environment: scope, renders: () => true, report })
  const place = (path: readonly (string | number)[]) => placeOf(document, path)
  const file = check(SELECTORS, rendered, label, place, report)
  const names = new Set<string>()
  let byDefault: string | null = null
  const selectors = (file?.selectors ?? []).map((selector, index): SelectorDefinition => {
    const at = placeOf(document, ['selectors', index, 'name'])
    if (names.has(selector.name)) report(duplicateSelector(selector.name, at))
    names.add(selector.name)
    if (selector.default && byDefault !== null) report(severalDefaults(byDefault, selector.name, at))
    if (selector.default) byDefault = selector.name
    return {
      at,
      name: selector.name,
      description: selector.description ?? null,
      default: selector.default ?? false,
      definition: toJson(selector.definition),
    }
  })
  return selectors
}
