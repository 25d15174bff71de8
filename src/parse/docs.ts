import { type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import { locate } from '../base/position.ts'
import { yamlScope } from '../context/yaml-scope.ts'
import { type Block, parseBlocks } from '../jinja/blocks.ts'
import { renderTemplate } from '../jinja/rendering.ts'
import { parseTemplate } from '../jinja/template.ts'
import type { Package, SourceFile } from '../project/project.ts'
import type { Doc } from '../resources/doc.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import { duplicateDoc } from './errors.ts'

/** All `{% docs %}` blocks. Their text is a template that knows no names: `{% raw %}` in it is of use, calls are not. */
export async function readDocs(
  packages: readonly Package[],
  report: (diagnostic: Diagnostic) => void,
): Promise<ReadonlyMap<UniqueId, Doc>> {
  const docs = new Map<UniqueId, Doc>()
  for (const package_ of packages) {
    for (const file of package_.files) {
      if (file.kind !== 'docs') continue
      try {
        const { blocks, diagnostics } = parseBlocks(file.text, file.label, ['docs'])
        for (const diagnostic of diagnostics) report(diagnostic)
        for (const block of blocks) {
          const doc = docOf(block, await contentsOf(block), file, package_)
          const other = docs.get(doc.id)
          const at = locate(block.source, block.contents.start, block.file)
          if (other !== undefined) report(duplicateDoc(doc.name, other.originalPath, at))
          docs.set(doc.id, doc)
        }
      } catch (error) {
        for (const diagnostic of diagnosticsOf(error)) report(diagnostic)
      }
    }
  }
  return docs
}

function docOf(block: Block, contents: string, file: SourceFile, package_: Package): Doc {
  return {
    kind: 'doc',
    id: uniqueId('doc', package_.name, block.label),
    name: block.label,
    package: package_.name,
    path: file.relativePath,
    originalPath: file.path,
    contents,
  }
}

const NO_NAMES = yamlScope({})

async function contentsOf({ source, contents, file }: Block): Promise<string> {
  const written = source.slice(contents.start, contents.end)
  if (!/\{[{%#]/.test(written)) return written.trim()
  const template = parseTemplate(source, file, { span: contents })
  return (await renderTemplate(template, NO_NAMES)).text.trim()
}
