import { AssayError, type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import type { Span } from '../base/position.ts'
import type { BlockKind, Macro, NamedBlock, Parameter } from './ast.ts'
import { type ScannedTag, scanTags } from './block-scanner.ts'
import { blockInBranch, ignoredTag, type Origin, syntaxError } from './errors.ts'
import { literalValue } from './literal.ts'
import { parseTemplate, type Template } from './template.ts'

/**
 * A top-level block of a macro file. It is a `Template` too: rendering a snapshot or docs block renders what is
 * between its tags; macros, tests and materializations are called (`bindMacro`).
 */
export interface Block extends Template {
  readonly kind: BlockKind
  /** dbt's full name: `test_<n>` for tests, `materialization_<n>_<adapter or default>`, otherwise as written. */
  readonly name: string
  /** The name as written in the tag. */
  readonly label: string
  readonly labelSpan: Span
  /** The whole block with its tags, and with the white space that their `-` takes in: dbt's `macro_sql`. */
  readonly span: Span
  /** What is between the tags: dbt's `raw_code` of a snapshot. */
  readonly contents: Span
  readonly parameters: readonly Parameter[]
  /** Of a materialization: `default` or what `adapter=` says. */
  readonly adapter: string | null
  readonly supportedLanguages: readonly string[] | null
}

/** A block without its tree. */
export type BlockFacts = Omit<Block, 'body' | 'parameters'>

export interface ParsedBlocks {
  readonly blocks: readonly Block[]
  /** Errors of blocks that could not be read, and warnings for tags outside of blocks, which have no effect. */
  readonly diagnostics: readonly Diagnostic[]
}

const ALL: readonly BlockKind[] = ['macro', 'test', 'data_test', 'materialization', 'snapshot', 'docs']

/**
 * The top-level blocks of `source` of the given kinds. Only they are parsed; what is between them is ignored, even when
 * it is no template (as in dbt). A block that cannot be read is left out and told; the others are not affected.
 */
export function parseBlocks(source: string, file: string, kinds: readonly BlockKind[] = ALL): ParsedBlocks {
  const origin = { file, source }
  const blocks: Block[] = []
  const diagnostics: Diagnostic[] = []
  const branches: ScannedTag[] = []
  let open: ScannedTag | undefined
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof AssayError)) throw error
      diagnostics.push(...diagnosticsOf(error))
    }
  }
  for (const tag of scanTags(source)) {
    const kind = kinds.find((one) => one === tag.name)
    if (kind !== undefined) {
      if (open !== undefined) diagnostics.push(...unclosed(origin, open).diagnostics)
      const branch = branches.at(-1)
      if (branch !== undefined) diagnostics.push(blockInBranch(origin, tag.open, tag.name, branch.name))
      open = tag
    } else if (open !== undefined) {
      if (tag.name !== `end${open.name}`) continue
      const [start, end] = [open, tag]
      open = undefined
      if (branches.length === 0) attempt(() => blocks.push(parseBlock(origin, start, end)))
    } else if (tag.name === 'if' || tag.name === 'for') branches.push(tag)
    else if (tag.name === 'endif' || tag.name === 'endfor') branches.pop()
    else if (!/^(?:end|else$|elif$)/.test(tag.name)) diagnostics.push(ignoredTag(origin, tag.open, tag.name, kinds))
  }
  if (open !== undefined) diagnostics.push(...unclosed(origin, open).diagnostics)
  return { blocks, diagnostics }
}

function unclosed(origin: Origin, tag: ScannedTag): AssayError {
  const called = tag.label === '' ? '' : ` '${tag.label}'`
  return syntaxError(origin, tag.open, `${tag.name}${called} is never closed`, `end it with {% end${tag.name} %}`)
}

function parseBlock(origin: Origin, start: ScannedTag, end: ScannedTag): Block {
  const { file, source } = origin
  const kind = start.name as BlockKind // the caller has looked it up among the kinds
  const labelSpan = { start: start.labelStart, end: start.labelStart + start.label.length }
  const common = {
    file,
    source,
    kind,
    label: start.label,
    labelSpan,
    // dbt reads a file without the white space around it: a `-` at its first or last tag takes none in.
    span: {
      start: Math.max(start.start, source.length - source.trimStart().length),
      end: Math.min(end.end, source.trimEnd().length),
    },
    contents: { start: start.end, end: end.start },
  }
  if (kind === 'snapshot' || kind === 'docs') {
    if (start.label === '') throw syntaxError(origin, start.open, `this ${kind} block has no name`)
    const { body } = parseTemplate(source, file, { span: common.contents })
    return { ...common, name: start.label, parameters: [], body, adapter: null, supportedLanguages: null }
  }
  const statement = definition(origin, { start: start.open, end: end.end })
  const { parameters, body } = statement
  const adapter = statement.kind === 'macro' ? null : statement.adapter
  const supportedLanguages = adapter === null ? null : languages(origin, parameters)
  return { ...common, name: fullName(statement), parameters, body, adapter, supportedLanguages }
}

/** A block that was parsed before and had no fault. Its tree is made again only when somebody asks for it. */
export function knownBlock(facts: BlockFacts): Block {
  const { source, file, kind, span, contents } = facts
  const read = (): Pick<Block, 'body' | 'parameters'> =>
    kind === 'snapshot' || kind === 'docs'
      ? { body: parseTemplate(source, file, { span: contents }).body, parameters: [] }
      : definition({ source, file }, span)
  let tree: Pick<Block, 'body' | 'parameters'> | undefined
  return {
    ...facts,
    get body() {
      tree ??= read()
      return tree.body
    },
    get parameters() {
      tree ??= read()
      return tree.parameters
    },
  }
}

/** The one statement that `span` is. */
function definition({ source, file }: Origin, span: Span): Macro | NamedBlock {
  const { body } = parseTemplate(source, file, { span, keepTrailingNewline: true })
  const found = body.find((statement) => statement.kind === 'macro' || statement.kind === 'named-block')
  if (found === undefined) throw syntaxError({ source, file }, span.start, 'this block cannot be read')
  return found
}

function fullName(statement: Macro | NamedBlock): string {
  if (statement.kind === 'macro') return statement.name
  if (statement.adapter !== null) return `materialization_${statement.name}_${statement.adapter}`
  return `test_${statement.name}`
}

function languages(origin: Origin, parameters: readonly Parameter[]): readonly string[] {
  const [parameter] = parameters
  const value = parameter?.default == null ? undefined : literalValue(parameter.default)
  const names = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
  if (Array.isArray(value) && names.length === value.length) return names
  throw syntaxError(origin, parameter?.span.start ?? 0, "'supported_languages' must be a list of strings")
}
