import type { Location } from '../base/position.ts'
import { toJson, type YamlPath } from '../yaml/yaml-value.ts'
import { wrongMacroArguments } from './errors.ts'
import type { MacroDraft } from './macros.ts'
import { patchPathOf } from './nodes/node-parts.ts'
import { checkEntry } from './properties/check.ts'
import type { Properties } from './properties/properties.ts'
import { macroSchema } from './properties/schemas.ts'
import type { Report } from './report.ts'

interface MacroReading {
  readonly rootPackage: string
  /** Whether a macro's arguments are its own where nobody describes them, and are compared where somebody does. */
  readonly validates: boolean
  readonly report: Report
}

/** Macros with what property files say of them. A generic test may be described under its bare name. */
export function describeMacros(
  macros: readonly MacroDraft[],
  properties: Properties,
  { rootPackage, validates, report }: MacroReading,
): readonly MacroDraft[] {
  return macros.map((written) => {
    const macro = validates ? written : { ...written, arguments: [] }
    const entry = properties.take('macros', macro.package, macro.name, rootPackage)
    if (entry === null) return macro
    const said = checkEntry(macroSchema, toJson(entry.rendered), `macro '${macro.name}'`, entry.locate, report)
    if (said === null) return macro
    if (validates) compareArguments(macro, said.arguments, entry.locate, report)
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

/** Warns, as dbt does, of names in another order, of too many or too few, and of types that are none. */
function compareArguments(
  macro: MacroDraft,
  described: readonly { readonly name: string; readonly type: string | null }[],
  locate: (path: YamlPath) => Location,
  report: Report,
): void {
  if (described.length === 0) return
  const tell = (what: string, path: YamlPath): void => report(wrongMacroArguments(macro.name, what, locate(path)))
  for (const [index, { name }] of macro.arguments.entries()) {
    const other = described[index]
    if (other !== undefined && other.name !== name)
      tell(`'${other.name}' stands where the macro has '${name}'`, ['arguments', index, 'name'])
  }
  if (described.length !== macro.arguments.length)
    tell(`they are ${described.length}, the macro has ${macro.arguments.length}`, ['arguments'])
  for (const [index, { name, type }] of described.entries())
    if (type !== null && type.trim() !== '' && !isMacroType(type))
      tell(`'${type}' of '${name}' is no type that dbt knows`, ['arguments', index, 'type'])
}

/** How many types stand in the brackets of each: `dict[str, list[int]]`. */
const TYPES: Readonly<Record<string, number>> = {
  str: 0,
  string: 0,
  bool: 0,
  int: 0,
  integer: 0,
  float: 0,
  any: 0,
  list: 1,
  dict: 2,
  optional: 1,
  relation: 0,
  column: 0,
}

function isMacroType(written: string): boolean {
  const tokens = written.replace(/[ \t]/g, '').match(/[^[\],]+|[[\],]/g) ?? []
  let at = 0
  const type = (): boolean => {
    const inner = TYPES[tokens[at++] ?? '']
    if (inner === undefined) return false
    for (let index = 0; index < inner; index++) if (tokens[at++] !== (index === 0 ? '[' : ',') || !type()) return false
    return inner === 0 || tokens[at++] === ']'
  }
  return type() && at === tokens.length
}
