/** Nodes, sources, exposures and groups from their files. */
import { parseBlocks } from '../jinja/blocks.ts'
import type { Package, SourceFile } from '../project/project.ts'
import type { Group } from '../resources/group.ts'
import type { Source } from '../resources/source.ts'
import { isYamlMap, own } from '../yaml/yaml-value.ts'
import { noSnapshotBlock } from './errors.ts'
import { Namesakes, type NodeFile } from './namesakes.ts'
import { draftAnalysis } from './nodes/analysis.ts'
import { type ExposureDraft, readExposure, readGroup } from './nodes/exposure.ts'
import { draftFunction } from './nodes/function.ts'
import { draftModel } from './nodes/model.ts'
import { type Draft, stemOf } from './nodes/node-parts.ts'
import { draftOperation } from './nodes/operation.ts'
import { draftSeed } from './nodes/seed.ts'
import { draftSingularTest } from './nodes/singular-test.ts'
import { draftSnapshotBlock, draftYamlSnapshot } from './nodes/snapshot.ts'
import { readSources } from './nodes/source.ts'
import { readUnitTest, type UnitTestDraft } from './nodes/unit-test.ts'
import type { Parsing } from './parsing.ts'
import { NO_PROPERTIES, type Properties } from './properties/properties.ts'
import type { PropertyEntry } from './properties/property-entry.ts'
import { orReport } from './read-template.ts'

type DraftFile = (file: SourceFile, package_: Package, parsing: Parsing) => Promise<Draft | null>

const BY_FILE: Partial<Record<SourceFile['kind'], DraftFile>> = {
  model: draftModel,
  analysis: draftAnalysis,
  'data-test': draftSingularTest,
  seed: draftSeed,
  function: draftFunction,
}

export interface DraftedNodes {
  readonly drafts: readonly Draft[]
  /** Names of files that could not be read: what refers to them is not to blame. */
  readonly broken: Set<string>
}

/** Every node that has a file, or a line of its own in a project file or YAML, in the order packages and files have. */
export async function draftNodes(parsing: Parsing, properties: Properties): Promise<DraftedNodes> {
  const drafts: Draft[] = []
  const broken = new Set<string>()
  const keep = async (name: string, make: () => Promise<Draft | null>): Promise<void> => {
    const draft = await orReport(parsing, make)
    if (draft === null) broken.add(name)
    else drafts.push(draft)
  }
  const namesakes = new Namesakes(parsing.project.packages, (one) => isOnAtFirst(one, parsing))
  for (const package_ of parsing.project.packages) {
    for (const file of package_.files) {
      const make = BY_FILE[file.kind]
      if (make !== undefined)
        await keep(stemOf(file.path), async () => {
          const entry = await namesakes.entryFor({ file, package_ }, parsing)
          if (entry === undefined) return make(file, package_, parsing)
          return make(file, package_, { ...parsing, properties: properties.only(entry) })
        })
      if (file.kind !== 'snapshot') continue
      const parsed = await orReport(parsing, async () => parseBlocks(file.text, file.label, ['snapshot']))
      for (const diagnostic of parsed?.diagnostics ?? []) parsing.report(diagnostic)
      const isEmpty = parsed?.blocks.length === 0 && parsed.diagnostics.length === 0
      if (isEmpty && file.text.trim() !== '' && package_.origin === 'root')
        parsing.report(noSnapshotBlock({ file: file.label, line: 1, column: 1, source: file.text }, stemOf(file.path)))
      for (const block of parsed?.blocks ?? [])
        await keep(block.label, () => draftSnapshotBlock(block, file, package_, parsing))
    }
    for (const [when, statements] of [
      ['on-run-start', package_.settings.onRunStart],
      ['on-run-end', package_.settings.onRunEnd],
    ] as const) {
      for (const [index, sql] of statements.entries())
        await keep(when, () => draftOperation(when, index, sql, package_, parsing))
    }
  }
  for (const entry of parsing.properties.of('snapshots')) {
    const { package_, file } = entry.home
    if (typeof entry.rendered.relation === 'string')
      await keep(String(entry.rendered.name), () => draftYamlSnapshot(entry, file, package_, parsing))
  }
  return { drafts, broken }
}

/** Whether a file's node is switched on before its properties are heard; what is wrong with it is told later. */
async function isOnAtFirst({ file, package_ }: NodeFile, parsing: Parsing): Promise<boolean> {
  const bare: Parsing = { ...parsing, properties: NO_PROPERTIES, report: () => undefined }
  const draft = await orReport(bare, async () => BY_FILE[file.kind]?.(file, package_, bare) ?? null)
  return draft?.config.enabled === true
}

/** Tables of sources; names of sources that could not be read go among the `broken`. */
export function draftSources(
  parsing: Parsing,
  broken: Set<string>,
): readonly (readonly [Source, PropertyEntry, number])[] {
  return parsing.properties.of('sources').flatMap((entry) => {
    const sources = readSources(entry, entry.home.package_, parsing)
    const { tables, name } = entry.rendered
    if (sources.length < (Array.isArray(tables) ? tables.length : 0)) broken.add(String(name))
    return sources.map((source) => [source, entry, tableIndex(entry, source.name)] as const)
  })
}

export async function draftExposures(parsing: Parsing): Promise<readonly ExposureDraft[]> {
  const drafts: ExposureDraft[] = []
  for (const entry of parsing.properties.of('exposures')) {
    const draft = await orReport(parsing, () => readExposure(entry, entry.home.package_, parsing))
    if (draft !== null) drafts.push(draft)
  }
  return drafts
}

export async function draftUnitTests(parsing: Parsing): Promise<readonly UnitTestDraft[]> {
  const drafts: UnitTestDraft[] = []
  for (const entry of parsing.properties.of('unit_tests')) {
    const draft = await orReport(parsing, () => readUnitTest(entry, parsing))
    if (draft !== null) drafts.push(draft)
  }
  return drafts
}

export function readGroups(parsing: Parsing): readonly Group[] {
  return parsing.properties.of('groups').flatMap((entry) => readGroup(entry, entry.home.package_, parsing) ?? [])
}

function tableIndex(entry: PropertyEntry, name: string): number {
  const tables = entry.rendered.tables
  return Array.isArray(tables)
    ? tables.findIndex((table) => isYamlMap(table) && String(own(table, 'name')) === name)
    : -1
}
