import { sha256 } from '../../base/digest.ts'
import { parseTemplate } from '../../jinja/template.ts'
import type { Package, SourceFile } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Operation } from '../../resources/node.ts'
import type { Parsing } from '../parsing.ts'
import { readTemplate } from '../read-template.ts'
import { type Draft, nameRelation, readerOf } from './node-parts.ts'

/** One statement of `on-run-start` or `on-run-end`: `operation.<package>.<package>-on-run-start-0`. */
export async function draftOperation(
  when: 'on-run-start' | 'on-run-end',
  index: number,
  sql: string,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<Operation> | null> {
  const name = `${package_.name}-${when}-${index}`
  const id = uniqueId('operation', package_.name, name)
  const path = `hooks/${name}.sql`
  const fqn = [package_.name, 'hooks', name]
  const file: SourceFile = {
    kind: 'macro',
    path: `./${package_.settings.file}`,
    searchPath: '.',
    relativePath: path,
    absolutePath: package_.root,
    label: package_.settings.file,
    text: sql,
    checksum: { name: 'sha256', checksum: sha256(sql) },
  }
  const template = parseTemplate(sql, `${package_.settings.file} (${when})`)
  const reader = readerOf(parsing, 'operation', id, package_, file, name, fqn)
  const reading = await readTemplate(template, reader, parsing)
  const config = parsing.shelves.node.resolve(
    {},
    name,
    { file: package_.settings.file, line: 1, column: 1 },
    parsing.report,
  )
  if (config === null) return null
  const named = await nameRelation(parsing, package_.name, config, reader.describe)
  return {
    kind: 'operation',
    id,
    name,
    package: package_.name,
    path,
    originalPath: file.path,
    fqn,
    ...named,
    relation: null,
    index,
    description: '',
    docBlocks: [],
    columns: new Map(),
    tags: [when],
    meta: {},
    group: null,
    checksum: file.checksum,
    patchPath: null,
    rawCode: sql,
    language: 'sql',
    refs: reading.refs,
    sources: reading.sources,
    metrics: reading.metrics,
    functions: reading.functions,
    macros: reading.macros,
    template,
    config,
    unrenderedConfig: {},
    createdAt: parsing.createdAt,
  }
}
