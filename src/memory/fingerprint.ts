/** What a parse depends on, as hashes: all that a project says, file by file, and the program that reads it. */
import { sha256 } from '../base/digest.ts'
import { Float } from '../jinja/values/value.ts'
import type { Project, ProjectSettings, SourceFile } from '../project/project.ts'

export interface Fingerprint {
  /** Of all but the texts of files: settings, vars, target, which files there are, and what reads them. */
  readonly rest: string
  /** By package and path. */
  readonly files: Readonly<Record<string, string>>
}

/** `program` is another for every build of Assay. */
export function fingerprintOf(project: Project, program: string): Fingerprint {
  const files: Record<string, string> = {}
  for (const { name, files: inPackage } of project.packages)
    for (const file of inPackage) files[fileKey(name, file)] = hashOf(file)
  const { root, packages, target, commandVars, selectors, diagnostics } = project
  const rest = {
    program,
    engine: process.versions.v8,
    root,
    target,
    commandVars,
    selectors,
    diagnostics,
    packages: packages.map((one) => ({ ...one, settings: settingsOf(one.settings), files: null })),
    files: Object.keys(files),
  }
  return { rest: sha256(JSON.stringify(rest, plain)), files }
}

export function fileKey(packageName: string, { kind, path }: SourceFile): string {
  return `${packageName} ${kind} ${path}`
}

/**
 * Of seeds, which are not read when a project is, the checksum is all there is. Of others too it may be another one with
 * the same text: the text has no byte order mark.
 */
function hashOf({ text, checksum }: SourceFile): string {
  const read = text === '' ? '' : sha256(text)
  return `${checksum.name} ${checksum.checksum} ${read}`
}

/** A document is its text; places in it follow from that. */
function settingsOf({ document, ...settings }: ProjectSettings): object {
  return { ...settings, document: document?.text ?? null }
}

/** What JSON has no words for, numbers as texts that nobody writes: `1.0` is neither `1` nor `'1.0'`, nor `.inf` `.nan`. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `\0int ${value}`
  if (value instanceof Float) return `\0float ${value.value}`
  if (value instanceof Map) return [...value]
  return value instanceof Error ? value.message : value
}
