import type { Location } from '../../base/position.ts'
import type { Block } from '../../jinja/blocks.ts'
import { parseTemplate, type Template } from '../../jinja/template.ts'
import type { Package, SourceFile } from '../../project/project.ts'
import type { SnapshotConfig } from '../../resources/config.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Snapshot } from '../../resources/node.ts'
import { textChecksum } from '../../resources/text-checksum.ts'
import { placingIn, type TextPlace } from '../../resources/text-place.ts'
import { invalidSnapshot } from '../errors.ts'
import type { Parsing } from '../parsing.ts'
import type { PropertyEntry } from '../properties/property-entry.ts'
import { placeInText } from '../properties/written-text.ts'
import { readCodeNode } from './code-node.ts'
import { type Draft, fqnOf, readerOf, relationName } from './node-parts.ts'

/** `{% snapshot name %}` in a file of the snapshots folder. */
export async function draftSnapshotBlock(
  block: Block,
  file: SourceFile,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<Snapshot> | null> {
  const entry = parsing.properties.take('snapshots', package_.name, block.label, parsing.project.settings.name)
  const rawCode = block.source.slice(block.contents.start, block.contents.end)
  const at: Location = { file: block.file, line: 1, column: 1, source: block.source }
  // The file counts as a folder, since it may hold several.
  const fqn = fqnOf(package_.name, `${withoutEnding(file.relativePath)}/`, block.label)
  return draftSnapshot(block.label, fqn, rawCode, block, file, file.relativePath, package_, entry, at, parsing)
}

const BEFORE_RELATION = 'select * from {{ '

/** A snapshot that exists in YAML only: `relation:` says what is snapshotted. */
export async function draftYamlSnapshot(
  entry: PropertyEntry,
  file: SourceFile,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<Snapshot> | null> {
  const name = String(entry.rendered.name)
  const relation = String(entry.rendered.relation)
  const rawCode = `${BEFORE_RELATION}${relation} }}`
  // Nobody knows this template but us: what is wrong in it is told of the relation.
  const writtenAt: TextPlace = (text, index) => {
    if (text !== rawCode) return null
    const inside = Math.min(Math.max(0, index - BEFORE_RELATION.length), relation.length)
    return placeInText(entry.locate(['relation']), relation, inside)
  }
  parsing.properties.take('snapshots', package_.name, name, parsing.project.settings.name)
  const fqn = fqnOf(package_.name, file.relativePath, name)
  const home = { ...file, checksum: textChecksum(file.text) }
  const at = entry.locate(['name'])
  return placingIn(rawCode, writtenAt, () => {
    const template = parseTemplate(rawCode, entry.file)
    return draftSnapshot(name, fqn, rawCode, template, home, `${name}.sql`, package_, entry, at, parsing, writtenAt)
  })
}

async function draftSnapshot(
  name: string,
  fqn: readonly string[],
  rawCode: string,
  template: Template,
  file: SourceFile,
  path: string,
  package_: Package,
  entry: PropertyEntry | null,
  at: Location,
  parsing: Parsing,
  writtenAt?: TextPlace,
): Promise<Draft<Snapshot> | null> {
  const id = uniqueId('snapshot', package_.name, name)
  const reader = readerOf(parsing, 'snapshot', id, package_, file, name, fqn)
  const read = await readCodeNode(
    {
      kind: 'snapshot',
      id,
      name,
      fqn,
      package_,
      file,
      template,
      rawCode,
      section: 'snapshots',
      shelf: parsing.shelves.snapshot,
      entry,
      reader,
      ...(writtenAt === undefined ? {} : { writtenAt }),
    },
    parsing,
  )
  if (read === null) return null
  const { config, parts, relation } = read
  for (const [problem, hint] of problemsOf(config)) parsing.report(invalidSnapshot(name, problem, at, hint))
  const target = {
    database: config.target_database ?? parts.database,
    schema: config.target_schema ?? parts.schema,
    alias: parts.alias,
  }
  return { ...parts, ...target, path, kind: 'snapshot', config, relation: relationName(target, relation.quoting) }
}

function withoutEnding(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot > path.lastIndexOf('/') ? path.slice(0, dot) : path
}

/** What dbt requires of a snapshot's config, as (what is wrong, what to do). */
function problemsOf(config: SnapshotConfig): readonly (readonly [string, string])[] {
  if (!config.enabled) return []
  const problems: (readonly [string, string])[] = []
  if (!config.strategy)
    problems.push(['has no strategy', "add strategy='timestamp' with updated_at, or strategy='check' with check_cols"])
  if (config.unique_key === null)
    problems.push(['has no unique_key', "add unique_key='id', the column that identifies a row"])
  if (config.strategy === 'timestamp' && !config.updated_at)
    problems.push(["uses the strategy 'timestamp' without updated_at", 'name the column that says when a row changed'])
  if (config.strategy === 'check') {
    if (config.check_cols === null)
      problems.push(["uses the strategy 'check' without check_cols", "list the columns to compare, or 'all'"])
    else if (typeof config.check_cols === 'string' && config.check_cols !== 'all')
      problems.push([`has check_cols '${config.check_cols}'`, "give a list of columns, or 'all'"])
  }
  return problems
}
