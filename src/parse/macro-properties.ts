import { toJson } from '../yaml/yaml-value.ts'
import type { MacroDraft } from './macros.ts'
import { patchPathOf } from './nodes/node-parts.ts'
import { checkEntry } from './properties/check.ts'
import type { Properties } from './properties/properties.ts'
import { macroSchema } from './properties/schemas.ts'
import type { Report } from './report.ts'

/** Macros with what property files say of them. A generic test may be described under its bare name. */
export function describeMacros(
  macros: readonly MacroDraft[],
  properties: Properties,
  rootPackage: string,
  report: Report,
): readonly MacroDraft[] {
  return macros.map((macro) => {
    const entry = properties.take('macros', macro.package, macro.name, rootPackage)
    if (entry === null) return macro
    const said = checkEntry(macroSchema, toJson(entry.rendered), `macro '${macro.name}'`, entry.locate, report)
    if (said === null) return macro
    const docs = said.config.docs ?? said.docs
    return {
      ...macro,
      description: said.description,
      meta: { ...said.meta, ...said.config.meta },
      docs: { show: docs?.show ?? true, node_color: docs?.node_color ?? null },
      patchPath: patchPathOf(entry.package, entry.file),
      arguments:
        said.arguments.length === 0
          ? macro.arguments
          : said.arguments.map(({ name, type, description }) => ({ name, type, description })),
    }
  })
}
