/** Where the hooks of a node were written: in a `config(…)` of its file, in its properties, or in a project file. */
import type { Location } from '../base/position.ts'
import { locate } from '../base/position.ts'
import type { Expression } from '../jinja/ast.ts'
import type { Template } from '../jinja/template.ts'
import { calls, parts } from '../jinja/walk.ts'
import type { ConfigSection, ProjectSettings } from '../project/project.ts'
import type { TextPlace } from '../resources/text-place.ts'
import { placeInScalar } from '../yaml/scalar-place.ts'
import { offsetOf, type YamlDocument } from '../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlPath } from '../yaml/yaml-value.ts'
import type { PropertyEntry } from './properties/property-entry.ts'
import { placeInText, textsIn } from './properties/written-text.ts'

/** What may hold the hooks of a node, the strongest first. */
export interface HookHolders {
  readonly template: Template
  readonly entry: PropertyEntry | null
  readonly section: ConfigSection
  readonly settings: readonly ProjectSettings[]
  readonly fqn: readonly string[]
}

/** Looks when it is asked: only what fails is. */
export function hookPlace({ template, entry, section, settings, fqn }: HookHolders): TextPlace {
  return (text, index) =>
    inConfigCall(template, text, index) ??
    (entry === null ? null : inEntry(entry, text, index)) ??
    settings.reduce<Location | null>(
      (found, { document }) => found ?? inDocument(document, section, fqn, text, index),
      null,
    )
}

/** The same for a statement of `on-run-start` or `on-run-end`: a list of texts, or one. */
export function statementPlace({ document }: ProjectSettings, key: string, position: number): TextPlace {
  return (text, index) => {
    if (document === null || !isYamlMap(document.value)) return null
    const written = own(document.value, key)
    const statement = Array.isArray(written) ? written[position] : written
    if (statement !== text) return null
    const path = Array.isArray(written) ? [key, position] : [key]
    return placeInScalar(document, offsetOf(document, path), text, index)
  }
}

function inConfigCall({ body, source, file }: Template, text: string, index: number): Location | null {
  for (const { call, path } of calls(body)) {
    if (path?.join('.') !== 'config') continue
    const literal = literalIn(call, text)
    if (literal !== null) return locate(source, offsetInLiteral(source, literal.span.start, index), file)
  }
  return null
}

function literalIn(expression: Expression, text: string): Expression | null {
  if (expression.kind === 'literal') return expression.value === text ? expression : null
  for (const part of parts(expression)) {
    const found = literalIn(part, text)
    if (found !== null) return found
  }
  return null
}

/** Character `index` of the string literal that is written at `start`; an escape is one character. */
function offsetInLiteral(source: string, start: number, index: number): number {
  let at = start + 1
  for (let i = 0; i < index; i++) {
    const escaped = /^\\(?:x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[\s\S])/i.exec(source.slice(at, at + 10))
    at += escaped === null ? 1 : escaped[0].length
  }
  return at
}

function inEntry(entry: PropertyEntry, text: string, index: number): Location | null {
  for (const { path } of textsIn(entry.rendered, text)) return placeInText(entry.locate(path), text, index)
  return null
}

/** Of equal texts that which stands deepest on the way to the node. */
function inDocument(
  document: YamlDocument | null,
  section: ConfigSection,
  fqn: readonly string[],
  text: string,
  index: number,
): Location | null {
  if (document === null || !isYamlMap(document.value)) return null
  const tree = own(document.value, section) ?? null
  let best: YamlPath | null = null
  let deepest = -1
  for (const { path } of textsIn(tree, text)) {
    const steps = fqn.findIndex((step, depth) => path[depth] !== step)
    const shared = steps === -1 ? fqn.length : steps
    if (shared > deepest) {
      best = path
      deepest = shared
    }
  }
  return best === null ? null : placeInScalar(document, offsetOf(document, [section, ...best]), text, index)
}
