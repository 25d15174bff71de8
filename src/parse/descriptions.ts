import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import { baseNames } from '../context/base-names.ts'
import { hostFunction } from '../context/host-function.ts'
import { Scope } from '../context/scope.ts'
import { varFunction } from '../context/var.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import type { Column } from '../resources/column.ts'
import type { Doc } from '../resources/doc.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import type { Macro } from '../resources/macro.ts'
import type { Source } from '../resources/source.ts'
import { unknownDoc } from './errors.ts'
import type { Parsing } from './parsing.ts'
import { findWritten, movedTo } from './properties/written-text.ts'
import { orReport } from './read-template.ts'

interface Described {
  readonly package: string
  readonly name: string
  readonly originalPath: string
  readonly description: string
  readonly docBlocks: readonly string[]
  readonly columns: ReadonlyMap<string, Column>
}

/** Fills `{{ doc('…') }}` into the description of a resource and of its columns, and notes which blocks were used. */
export async function describe<T extends Described>(
  resource: T,
  docs: ReadonlyMap<UniqueId, Doc>,
  parsing: Parsing,
): Promise<T> {
  const dynamicColumns = [...resource.columns.values()].some((column) => isTemplate(column.description))
  if (!isTemplate(resource.description) && !dynamicColumns) return resource
  const own = await fill(resource.description, resource, docs, parsing)
  const columns = new Map<string, Column>()
  for (const [name, column] of resource.columns) {
    const { text, used } = await fill(column.description, resource, docs, parsing, name)
    columns.set(name, { ...column, description: text, docBlocks: used })
  }
  return { ...resource, description: own.text, docBlocks: own.used, columns }
}

/** The same for a table of a source: its own and its source's. */
export async function describeSourceText(
  source: Source,
  docs: ReadonlyMap<UniqueId, Doc>,
  parsing: Parsing,
): Promise<Source> {
  const described = await describe(source, docs, parsing)
  if (!isTemplate(source.sourceDescription)) return described
  return { ...described, sourceDescription: (await fill(source.sourceDescription, source, docs, parsing)).text }
}

/** The same for a macro: its own description, and those of its arguments. */
export async function describeMacroText<T extends Omit<Described, 'columns' | 'docBlocks'> & Pick<Macro, 'arguments'>>(
  macro: T,
  docs: ReadonlyMap<UniqueId, Doc>,
  parsing: Parsing,
): Promise<T> {
  const described = await describeText(macro, docs, parsing)
  if (!macro.arguments.some((argument) => isTemplate(argument.description))) return described
  const texts = await Promise.all(macro.arguments.map(({ description }) => fill(description, macro, docs, parsing)))
  return { ...described, arguments: macro.arguments.map((one, i) => ({ ...one, description: texts[i]?.text ?? '' })) }
}

/** The same for what has no columns (exposures, macros). */
export async function describeText<T extends Omit<Described, 'columns' | 'docBlocks'>>(
  resource: T,
  docs: ReadonlyMap<UniqueId, Doc>,
  parsing: Parsing,
): Promise<T> {
  if (!isTemplate(resource.description)) return resource
  return { ...resource, description: (await fill(resource.description, resource, docs, parsing)).text }
}

async function fill(
  description: string,
  owner: Pick<Described, 'package' | 'name' | 'originalPath'>,
  docs: ReadonlyMap<UniqueId, Doc>,
  parsing: Parsing,
  column = '',
): Promise<{ readonly text: string; readonly used: readonly string[] }> {
  if (!isTemplate(description)) return { text: description, used: [] }
  const used: string[] = []
  const doc = hostFunction('doc', ['*args'], (call) => {
    const [first, second] = call.rest
    const found = findDoc(
      typeof first === 'string' ? first : '',
      typeof second === 'string' ? second : null,
      owner.package,
      parsing,
      docs,
    )
    if (found === undefined)
      throw new AssayError(
        unknownDoc(
          String(second ?? first),
          Array.from(docs.values(), (d) => d.name),
          undefined,
        ),
      )
    used.push(found.id)
    return found.contents
  })
  const scope = new Scope({
    library: parsing.library,
    packageName: owner.package,
    chance: parsing.invocation.chance,
    names: [
      { var: () => varFunction(parsing.vars.forNode(owner.package, [owner.package])), doc: () => doc },
      baseNames(parsing.invocation, 'Thread-1'),
    ],
  })
  const report = (diagnostic: Diagnostic): void => {
    const written = findWritten(description, [owner.name, column], parsing.properties)
    parsing.report(written === null ? diagnostic : movedTo(written, description, diagnostic))
  }
  const text = await orReport(
    { report },
    async () => (await renderTemplate(parseTemplate(description, owner.originalPath), scope)).text,
  )
  return { text: text ?? description, used }
}

/** `doc('name')` or `doc('package', 'name')`: the root project's blocks first, then the package's own, then any. */
function findDoc(
  first: string,
  second: string | null,
  packageName: string,
  parsing: Parsing,
  docs: ReadonlyMap<UniqueId, Doc>,
): Doc | undefined {
  if (second !== null) return docs.get(uniqueId('doc', first, second))
  for (const candidate of [parsing.project.settings.name, packageName]) {
    const found = docs.get(uniqueId('doc', candidate, first))
    if (found !== undefined) return found
  }
  return [...docs.values()].find((d) => d.name === first)
}

function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}
