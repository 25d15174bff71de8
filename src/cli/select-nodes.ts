import { parseSelection, select } from '../assay.ts'
import type { UniqueId } from '../resources/ids.ts'
import type { Call } from './command.ts'
import { excludingOptions } from './errors.ts'
import type { OpenProject } from './open-project.ts'
import { readPrevious } from './previous-state.ts'
import { judgeWarnings, throwErrors } from './warn-error.ts'

/** The ids a call selects among these kinds; what selects nothing is told. */
export async function selectNodes(
  call: Call,
  open: OpenProject,
  kinds: ReadonlySet<string>,
  options: { readonly blank?: boolean } = {},
): Promise<readonly UniqueId[]> {
  const { graph, selectors, flags } = open
  const { select: included, exclude, selector } = flags
  if (selector !== null && (included.length > 0 || exclude.length > 0))
    throw excludingOptions('--selector', included.length > 0 ? '--select' : '--exclude', 'write both into the selector')
  const spec = parseSelection(
    {
      select: included,
      exclude,
      indirectSelection: flags.indirect_selection,
      ...(selector === null ? {} : { selector }),
    },
    selectors,
  )
  const previous = flags.state === null ? undefined : await readPrevious(call, open, flags.state)
  const selection = select(graph, spec, {
    kinds,
    selectors,
    ...(options.blank === undefined ? {} : { blank: options.blank }),
    ...(previous === undefined ? {} : { previous }),
  })
  const judged = judgeWarnings(selection.diagnostics, open.warnings)
  throwErrors(judged)
  call.report.tell({ kind: 'diagnostics', diagnostics: judged })
  return selection.ids
}

/** The kinds left by `--resource-types` and `--exclude-resource-types`; `default` and `all` stand for several. */
export function kindsOf(
  { resource_types, exclude_resource_types }: OpenProject['flags'],
  usual: readonly string[],
  all: readonly string[] = usual,
): ReadonlySet<string> {
  const expand = (words: readonly string[]): readonly string[] =>
    words.flatMap((word) => (word === 'default' ? usual : word === 'all' ? all : [word]))
  const kinds = new Set(
    resource_types.length === 0 ? usual : expand(resource_types).filter((kind) => all.includes(kind)),
  )
  for (const kind of expand(exclude_resource_types)) kinds.delete(kind)
  return kinds
}
