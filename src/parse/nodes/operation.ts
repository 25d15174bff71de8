import { parseTemplate } from '../../jinja/template.ts'
import type { Package, SourceFile } from '../../project/project.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Operation } from '../../resources/node.ts'
import { placingIn } from '../../resources/text-place.ts'
import { statementPlace } from '../hook-place.ts'
import type { Parsing } from '../parsing.ts'
import { readCodeNode } from './code-node.ts'
import { type Draft, readerOf } from './node-parts.ts'

/**
 * One statement of `on-run-start` or `on-run-end`: `operation.<package>.<package>-on-run-start-0`. It is configured as
 * a model in a folder `hooks` would be.
 */
export async function draftOperation(
  when: 'on-run-start' | 'on-run-end',
  index: number,
  sql: string,
  package_: Package,
  parsing: Parsing,
): Promise<Draft<Operation> | null> {
  const { settings } = package_
  const name = `${package_.name}-${when}-${index}`
  const id = uniqueId('operation', package_.name, name)
  const path = `hooks/${name}.sql`
  const fqn = [package_.name, 'hooks', name]
  const file: SourceFile = {
    kind: 'macro',
    path: `./${settings.file.slice(settings.file.lastIndexOf('/') + 1)}`,
    searchPath: '.',
    relativePath: path,
    absolutePath: package_.root,
    label: `${settings.file} (${when})`,
    text: sql,
    checksum: settings.checksum,
  }
  const writtenAt = statementPlace(settings, when, index)
  const read = await placingIn(sql, writtenAt, async () =>
    readCodeNode(
      {
        kind: 'operation',
        id,
        name,
        fqn,
        package_,
        file,
        template: parseTemplate(sql, file.label),
        rawCode: sql,
        section: 'models',
        shelf: parsing.shelves.node,
        entry: null,
        reader: readerOf(parsing, 'operation', id, package_, file, name, fqn),
        writtenAt,
      },
      parsing,
    ),
  )
  if (read === null) return null
  const { parts, config } = read
  return { ...parts, kind: 'operation', config, tags: [...new Set([when, ...parts.tags])], relation: null, index }
}
