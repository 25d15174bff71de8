/** The rows of a unit test's inputs and of what it expects, from wherever they stand. */
import { readFileSync } from 'node:fs'
import type { Location } from '../../base/position.ts'
import { hostFunction } from '../../context/host-function.ts'
import { MacroLibrary } from '../../context/macro-library.ts'
import { refFunction } from '../../context/ref.ts'
import { Scope } from '../../context/scope.ts'
import { sourceFunction } from '../../context/source.ts'
import { renderTemplate } from '../../jinja/rendering.ts'
import { parseTemplate } from '../../jinja/template.ts'
import type { SourceFile } from '../../project/project.ts'
import type { Fixture, InputTarget } from '../../resources/unit-test.ts'
import { isYamlMap, own, type YamlMap, type YamlPath, type YamlValue } from '../../yaml/yaml-value.ts'
import { invalidUnitTest, unknownFixture } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { readCsvRows } from './csv-rows.ts'
import { stemOf } from './node-parts.ts'

/** What a fixture of a unit test says, its shape already checked. */
interface Written {
  readonly format: Fixture['format']
  readonly fixture: string | null
}

/** The rows at `path` of a unit test; `what` is how messages call them. Null after reporting what is wrong. */
export function readFixture(
  written: Written,
  target: InputTarget | null,
  what: string,
  path: YamlPath,
  entry: PropertyEntry,
  parsing: Parsing,
): Fixture | null {
  const { format, fixture } = written
  const rows = rowsAt(entry.rendered, path)
  const at = entry.locate(rows === undefined ? path : [...path, 'rows'])
  const read = readRows(rows ?? null, written, target, what, at, path, entry, parsing)
  return read === null ? null : { format, rows: typeof read === 'string' ? read : fullRowFirst(read), fixture, at }
}

function readRows(
  rows: YamlValue,
  { format, fixture }: Written,
  target: InputTarget | null,
  what: string,
  at: Location,
  path: YamlPath,
  entry: PropertyEntry,
  parsing: Parsing,
): Fixture['rows'] | null {
  const wrong = (message: string, hint: string): null => {
    parsing.report(invalidUnitTest(message, at, hint))
    return null
  }
  if (format === 'dict') {
    if (Array.isArray(rows)) return rows.filter(isYamlMap)
    if (fixture !== null)
      return wrong(`${what} has a fixture, but the format dict`, "add 'format: csv' or 'format: sql'")
    if (rows !== null)
      return wrong(`${what} has text for rows, but the format dict`, "add 'format: csv' or 'format: sql'")
    return target?.kind === 'ref'
      ? seedRows(target.ref.name, target.ref.package ?? entry.package, what, at, parsing)
      : wrong(`${what} has no rows`, "write 'rows: []' for none; only a seed's own rows may be left out")
  }
  if (fixture !== null) {
    const file = fixtureFile(fixture, format, entry, path, parsing)
    if (file === null) return null
    return format === 'sql' ? file.text.trim() : readCsvRows(file.text, file.label, at, parsing.report)
  }
  if (typeof rows !== 'string')
    return wrong(`${what} must have text for rows, because its format is ${format}`, "write it below 'rows: |'")
  return format === 'sql' ? rows : readCsvRows(rows, what, at, parsing.report)
}

/** A file below `tests/fixtures` of the test's own package, by its name without the ending. */
function fixtureFile(
  name: string,
  format: 'csv' | 'sql',
  entry: PropertyEntry,
  path: YamlPath,
  parsing: Parsing,
): SourceFile | null {
  const at = entry.locate([...path, 'fixture'])
  const files = entry.home.package_.files.filter((file) => file.kind === 'fixture')
  const named = files.filter((file) => stemOf(file.path) === name)
  const found = named.find((file) => file.path.endsWith(`.${format}`))
  if (found !== undefined) return found
  const [other] = named
  const test = String(entry.rendered.name)
  parsing.report(
    other === undefined
      ? unknownFixture(
          test,
          name,
          files.map((file) => stemOf(file.path)),
          at,
        )
      : invalidUnitTest(
          `unit test '${test}' takes the fixture '${name}' for ${format}, but there is only ${other.path}`,
          at,
          `say 'format: ${other.path.slice(other.path.lastIndexOf('.') + 1)}'`,
        ),
  )
  return null
}

/** The rows of a seed's file: what stands in for a seed when a test says no rows of its own. */
function seedRows(
  name: string,
  packageName: string,
  what: string,
  at: Location,
  parsing: Parsing,
): readonly YamlMap[] | null {
  const owner = parsing.project.packages.find((package_) => package_.name === packageName)
  const seed = owner?.files.find((file) => file.kind === 'seed' && stemOf(file.path) === name)
  if (seed !== undefined) return readCsvRows(readFileSync(seed.absolutePath, 'utf8'), seed.label, at, parsing.report)
  parsing.report(
    invalidUnitTest(
      `${what} has no rows, and '${name}' is no seed whose rows could stand in`,
      at,
      "write its rows below 'rows:', or 'rows: []' for none",
    ),
  )
  return null
}

/** What `ref('orders')`, `source('raw', 'orders')` or `this` means; null for anything else. */
export async function readTarget(input: string): Promise<InputTarget | null> {
  if (input.trim() === 'this') return { kind: 'this' }
  const found: InputTarget[] = []
  const keep = (target: InputTarget): string => {
    found.push(target)
    return ''
  }
  const scope = new Scope({
    library: NO_MACROS,
    packageName: '',
    names: [
      {
        ref: () => refFunction((ref) => keep({ kind: 'ref', ref })),
        source: () => sourceFunction((source) => keep({ kind: 'source', source })),
        this: () => hostFunction('this', [], () => ''),
      },
    ],
  })
  try {
    await renderTemplate(parseTemplate(`{{ ${input} }}`, 'input'), scope)
  } catch {
    return null // whatever is wrong with it, the test says so when it is run
  }
  return found.length === 1 ? (found[0] ?? null) : null
}

const NO_MACROS = new MacroLibrary([], '', [])

function rowsAt(entry: YamlMap, path: YamlPath): YamlValue | undefined {
  let value: YamlValue | undefined = entry
  for (const step of path) {
    if (Array.isArray(value)) value = value[step as number]
    else value = isYamlMap(value) ? own(value, String(step)) : undefined
  }
  return isYamlMap(value) ? own(value, 'rows') : undefined
}

/** The first row without nulls changes places with the first one, as in dbt: some databases take types from it. */
function fullRowFirst(rows: readonly YamlMap[]): readonly YamlMap[] {
  const full = rows.findIndex((row) => Object.values(row).every((value) => value !== null))
  const [first] = rows
  const found = rows[full]
  if (full < 1 || first === undefined || found === undefined) return rows
  return rows.with(0, found).with(full, first)
}
