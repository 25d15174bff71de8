import { type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import { parseBlocks } from '../jinja/blocks.ts'
import type { Package } from '../project/project.ts'
import type { Doc } from '../resources/doc.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'

/** All `{% docs %}` blocks; their text is kept as written, without the white space around it. */
export function readDocs(
  packages: readonly Package[],
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<UniqueId, Doc> {
  const docs = new Map<UniqueId, Doc>()
  for (const package_ of packages) {
    for (const file of package_.files) {
      if (file.kind !== 'docs') continue
      try {
        const { blocks, diagnostics } = parseBlocks(file.text, file.label, ['docs'])
        for (const diagnostic of diagnostics) report(diagnostic)
        for (const block of blocks) {
          const id = uniqueId('doc', package_.name, block.label)
          const contents = block.source.slice(block.contents.start, block.contents.end).trim()
          docs.set(id, {
            kind: 'doc',
            id,
            name: block.label,
            package: package_.name,
            path: file.relativePath,
            originalPath: file.path,
            contents,
          })
        }
      } catch (error) {
        for (const diagnostic of diagnosticsOf(error)) report(diagnostic)
      }
    }
  }
  return docs
}
