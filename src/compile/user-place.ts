import { AssayError, type Diagnostic } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import type { TemplateNode } from '../resources/node.ts'
import { placedIn } from '../resources/text-place.ts'

/** How the files of the packages that come with Assay are called in places (`project/packages`). */
const BUILT_IN = '<built-in>/'

/**
 * What went wrong while `node` was compiled, pointing into files that the user wrote.
 * A generic test has no file: its one call stands where the test is written in YAML. And what a macro of ours refuses in
 * words of its own (`exceptions.raise_compiler_error`) is about the call, not about the macro: the steps inside it go.
 */
export function atUsersPlace(error: unknown, node: TemplateNode): unknown {
  if (!(error instanceof AssayError)) return error
  const [first, ...more] = error.diagnostics
  const moved = (diagnostic: Diagnostic) => outOfBuiltIns(inProjectFile(inYaml(diagnostic, node), node))
  return new AssayError(moved(first), ...more.map(moved))
}

function inYaml(diagnostic: Diagnostic, node: TemplateNode): Diagnostic {
  if (node.kind !== 'test' || node.generic === null) return diagnostic
  const { template, generic } = node
  const place = (at: Location): Location =>
    at.file === template.file && at.source === template.source ? generic.at : at
  const { at, frames } = diagnostic
  return {
    ...diagnostic,
    ...(at === undefined ? {} : { at: place(at) }),
    ...(frames === undefined ? {} : { frames: frames.map((frame) => ({ ...frame, at: place(frame.at) })) }),
  }
}

/** The text of a hook of the project, or of what YAML declares, is a template of its own, but no file. */
export function inProjectFile(diagnostic: Diagnostic, node: TemplateNode): Diagnostic {
  if (node.hookPlace === undefined) return diagnostic
  return placedIn(diagnostic, node.template.source, node.hookPlace)
}

function outOfBuiltIns(diagnostic: Diagnostic): Diagnostic {
  const { code, at, frames = [] } = diagnostic
  if (code !== 'compilation' || at === undefined || !at.file.startsWith(BUILT_IN)) return diagnostic
  const call = frames.findIndex((frame) => !frame.at.file.startsWith(BUILT_IN))
  const outside = frames[call]
  return outside === undefined ? diagnostic : { ...diagnostic, at: outside.at, frames: frames.slice(call + 1) }
}
