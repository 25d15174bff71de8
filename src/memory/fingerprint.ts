/** What a parse depends on, as hashes: all that a project says, file by file, and the program that reads it. */
import { sha256 } from '../base/digest.ts'
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

/** Seeds are not read when a project is: their checksum is all there is of them. */
function hashOf({ text, checksum }: SourceFile): string {
  return text === '' ? `${checksum.name} ${checksum.checksum}` : sha256(text)
}

/** A document is its text; places in it follow from that. */
function settingsOf({ document, ...settings }: ProjectSettings): object {
  return { ...settings, document: document?.text ?? null }
}

/** What JSON has no words for. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Map) return [...value]
  return value instanceof Error ? value.message : value
}
