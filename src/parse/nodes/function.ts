import type { Package, SourceFile } from '../../project/project.ts'
import { type FunctionArgument, UNKNOWN_RETURNS } from '../../resources/function.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { FunctionOverload, UserFunction } from '../../resources/node.ts'
import { toJson } from '../../yaml/yaml-value.ts'
import { defaultBeforeNone } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import { checkEntry } from '../properties/check.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { type FunctionProperties, functionSchema } from '../properties/schemas.ts'
import { readCodeNode } from './code-node.ts'
import { codeOf, type Draft, fqnOf, readerOf, stemOf } from './node-parts.ts'

/** A file of the functions folder and what describes it. Its overloads have no bodies yet: see `gatherOverloads`. */
export async function draftFunction(
  file: SourceFile,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<UserFunction> | null> {
  const name = stemOf(file.path)
  const id = uniqueId('function', package_.name, name)
  const fqn = fqnOf(package_.name, file.relativePath, name)
  const entry = parsing.properties.take('functions', package_.name, name, parsing.project.settings.name)
  const properties = entry === null ? null : checkFunction(name, entry, parsing)
  if (entry !== null && properties === null) return null
  const read = await readCodeNode(
    {
      kind: 'function',
      id,
      name,
      fqn,
      package_,
      file,
      ...codeOf(file),
      section: 'functions',
      shelf: parsing.shelves.function,
      entry,
      reader: readerOf(parsing, 'function', id, package_, file, name, fqn),
    },
    parsing,
  )
  if (read === null) return null
  const { parts, config, relation } = read
  return {
    ...parts,
    kind: 'function',
    config,
    relation,
    // A function has none; dbt forgets them too.
    columns: new Map(),
    arguments: properties?.arguments ?? [],
    returns: properties?.returns ?? UNKNOWN_RETURNS,
    overloads: (properties?.overloads ?? []).map((overload) => bodyless(overload, parts)),
  }
}

function checkFunction(name: string, entry: PropertyEntry, parsing: Parsing): FunctionProperties | null {
  const what = `function '${name}'`
  const properties = checkEntry(functionSchema, toJson(entry.rendered), what, entry.locate, parsing.report)
  if (properties === null) return null
  const late = afterDefault(properties.arguments)
  if (late !== null)
    parsing.report(
      defaultBeforeNone(what, properties.arguments[late]?.name ?? '', entry.locate(['arguments', late, 'name'])),
    )
  return properties
}

/** The first argument without a default after one that has one: a call could not leave out the one before it. */
function afterDefault(given: readonly FunctionArgument[]): number | null {
  const first = given.findIndex(({ default_value }) => default_value !== null)
  const late = given.findIndex(({ default_value }, index) => index > first && default_value === null)
  return first === -1 || late === -1 ? null : late
}

function bodyless(
  overload: FunctionProperties['overloads'][number],
  { template, originalPath }: Pick<UserFunction, 'template' | 'originalPath'>,
): FunctionOverload {
  return { ...overload, originalPath, rawCode: '', template }
}
