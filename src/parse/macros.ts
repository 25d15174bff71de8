import { type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import { locate } from '../base/position.ts'
import { type Block, parseBlocks } from '../jinja/blocks.ts'
import type { Package, SourceFile } from '../project/project.ts'
import { type UniqueId, uniqueId } from '../resources/ids.ts'
import type { Macro } from '../resources/macro.ts'
import { duplicateMacro } from './errors.ts'

const FORMS = { macro: 'macro', test: 'test', data_test: 'test', materialization: 'materialization' } as const

/** A macro before its properties are known and what it calls is found. */
export type MacroDraft = Omit<Macro, 'dependsOn'>

/** All macros of all packages, in the order of packages, files and places. */
export function readMacros(
  packages: readonly Package[],
  createdAt: number,
  report: (diagnostic: Diagnostic) => void,
): readonly MacroDraft[] {
  const macros = new Map<UniqueId, MacroDraft>()
  for (const package_ of packages) {
    for (const file of package_.files) {
      if (file.kind !== 'macro' && file.kind !== 'generic-test') continue
      for (const macro of macrosOf(file, package_, createdAt, report)) {
        const other = macros.get(macro.id)
        if (other === undefined) macros.set(macro.id, macro)
        else
          report(
            duplicateMacro(
              macro.name,
              other.block.file,
              locate(macro.block.source, macro.block.labelSpan.start, macro.block.file),
            ),
          )
      }
    }
  }
  return [...macros.values()]
}

function macrosOf(
  file: SourceFile,
  package_: Package,
  createdAt: number,
  report: (diagnostic: Diagnostic) => void,
): readonly MacroDraft[] {
  const blocks = blocksOf(file, report)
  return blocks.flatMap((block) => {
    const form = block.kind in FORMS ? FORMS[block.kind as keyof typeof FORMS] : undefined
    return form === undefined ? [] : [macroOf(block, form, file, package_, createdAt)]
  })
}

function blocksOf(file: SourceFile, report: (diagnostic: Diagnostic) => void): readonly Block[] {
  try {
    const { blocks, diagnostics } = parseBlocks(file.text, file.label, [
      'macro',
      'test',
      'data_test',
      'materialization',
    ])
    for (const diagnostic of diagnostics) report(diagnostic)
    return blocks
  } catch (error) {
    for (const diagnostic of diagnosticsOf(error)) report(diagnostic)
    return []
  }
}

function macroOf(
  block: Block,
  form: Macro['form'],
  file: SourceFile,
  package_: Package,
  createdAt: number,
): MacroDraft {
  return {
    kind: 'macro',
    form,
    id: uniqueId('macro', package_.name, block.name),
    name: block.name,
    package: package_.name,
    path: file.path,
    originalPath: file.path,
    block,
    code: block.source.slice(block.span.start, block.span.end),
    description: '',
    meta: {},
    docs: { show: true, node_color: null },
    patchPath: null,
    // dbt reads the tests of `tests/generic` by another parser, which leaves their arguments out.
    arguments:
      file.kind === 'generic-test'
        ? []
        : block.parameters.map((p) => ({ name: p.name, type: p.type, description: '' })),
    supportedLanguages: block.supportedLanguages,
    createdAt,
  }
}
