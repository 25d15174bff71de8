/** `--add-package`: writes one more entry into packages.yml or dependencies.yml, and takes out what it stands for. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dumpYaml } from '../context/data-formats/dump-yaml.ts'
import { placeOf, readYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import { isYamlMap, own, toJson, toTemplateValue, type YamlMap, type YamlValue } from '../yaml/yaml-value.ts'
import { versionNeeded } from './errors.ts'
import { DEPENDENCIES_FILE, PACKAGES_FILE } from './read-specs.ts'

export interface NewPackage {
  readonly name: string
  readonly version: string | null
  readonly source: 'hub' | 'git' | 'local'
}

export interface Added {
  readonly file: string
  /** The file's text, with the package. */
  readonly text: string
  /** What it took the place of, as it was written. */
  readonly removed: readonly string[]
}

/** `dbt-labs/dbt_utils@1.3.0`; an address has its own `@`, so the last one that a version can follow counts. */
export function parseNewPackage(written: string, source: NewPackage['source']): NewPackage {
  const split = /^(.+?)@([^@:/]+)$/.exec(written)
  const [name, version] =
    source === 'local' || split === null ? [written, null] : [split[1] ?? written, split[2] ?? null]
  if (version === null && source !== 'local') throw versionNeeded(name, source)
  return { name, version, source }
}

/** The file with the package added; nothing is written. */
export function addPackage(root: string, added: NewPackage): Added {
  const file = fileFor(root)
  const path = join(root, file)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const document = readYaml(text, file)
  const before = isYamlMap(document.value) ? document.value : {}
  const list = own(before, 'packages') ?? []
  const entries: readonly YamlValue[] = Array.isArray(list) ? list : []
  const gone = new Set(entries.flatMap((entry, i) => (standsFor(entry, added.name) ? [i] : [])))
  const entry = entryOf(added)
  const wanted: YamlMap = { ...before, packages: [...entries.filter((_entry, i) => !gone.has(i)), entry] }
  const removed = entries.filter((_entry, i) => gone.has(i)).map((one) => sourceOf(one) ?? '')
  const edited = edit(document, entries.length, gone, entry)
  if (edited !== null && means(edited, file, wanted)) return { file, text: edited, removed }
  // What is not written as a plain list is written anew, as dbt does it: comments are lost.
  return { file, text: dumpYaml(toTemplateValue(wanted), false), removed }
}

function fileFor(root: string): string {
  const path = join(root, DEPENDENCIES_FILE)
  if (!existsSync(path)) return PACKAGES_FILE
  const { value } = readYaml(readFileSync(path, 'utf8'), DEPENDENCIES_FILE)
  return isYamlMap(value) && own(value, 'packages') !== undefined ? DEPENDENCIES_FILE : PACKAGES_FILE
}

function entryOf({ name, version, source }: NewPackage): YamlMap {
  if (source === 'local' || version === null) return { [source === 'hub' ? 'package' : source]: name }
  if (source === 'git') return { git: name, revision: version }
  return { package: name, version: version.includes(',') ? version.split(',').map((bound) => bound.trim()) : version }
}

function sourceOf(entry: YamlValue): string | undefined {
  if (!isYamlMap(entry)) return undefined
  for (const key of ['package', 'git', 'local', 'tarball', 'private']) {
    const value = own(entry, key)
    if (typeof value === 'string') return value
  }
  return undefined
}

/** The same package under any of its spellings: hub names have `_` where repositories have `-`. */
function standsFor(entry: YamlValue, name: string): boolean {
  const source = sourceOf(entry)
  if (source === undefined) return false
  const short = name.split('/').at(-1) ?? name
  const spellings = [name, short].flatMap((one) => [one, one.replaceAll('_', '-'), one.replaceAll('-', '_')])
  return spellings.some((spelling) => {
    const at = source.indexOf(spelling)
    const end = at + spelling.length
    return at !== -1 && isEdge(source[at - 1]) && isEdge(source[end])
  })
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || character === '/' || character === '.'
}

/** The text with lines taken out and put in; null where the list is not one entry below the other. */
function edit(document: YamlDocument, count: number, gone: ReadonlySet<number>, entry: YamlMap): string | null {
  const { text } = document
  const lines = text.replace(/\n+$/, '').split('\n')
  if (count === 0) {
    const empty = lines.findIndex((line) => /^packages:\s*(?:\[\s*\]|null|~)?\s*$/.test(line))
    const rest = empty === -1 ? lines.filter((line, i) => line.trim() !== '' || i < lines.length - 1) : lines
    if (empty !== -1) rest.splice(empty, 1)
    const kept = rest.join('\n')
    return `${kept === '' ? '' : `${kept}\n`}packages:\n${written(entry, '  ')}`
  }
  const starts = Array.from({ length: count }, (_entry, i) => placeOf(document, ['packages', i]).line - 1)
  const first = lines[starts[0] ?? 0] ?? ''
  const margin = /^(\s*)- /.exec(first)?.[1]
  if (margin === undefined || starts.some((line) => !(lines[line] ?? '').startsWith(`${margin}- `))) return null
  const end = endOf(lines, starts.at(-1) ?? 0, margin)
  const taken = new Set<number>()
  for (const i of gone) {
    const until = starts[i + 1] ?? end
    for (let line = starts[i] ?? 0; line < until; line++) taken.add(line)
  }
  const kept = (from: number, to: number): readonly string[] =>
    lines.slice(from, to).filter((_line, i) => !taken.has(from + i))
  const above = [...kept(0, end), written(entry, margin).trimEnd()].join('\n')
  const below = lines.slice(end).join('\n')
  return `${above}\n${below === '' ? '' : `${below}\n`}`
}

/** The line after the last entry: what is not indented further belongs to something else. */
function endOf(lines: readonly string[], last: number, margin: string): number {
  let end = last + 1
  for (let at = last + 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '') continue
    if (!line.startsWith(`${margin} `)) break
    end = at + 1
  }
  return end
}

function written(entry: YamlMap, margin: string): string {
  return dumpYaml(toTemplateValue(entry), false)
    .trimEnd()
    .split('\n')
    .map((line, i) => `${margin}${i === 0 ? '- ' : '  '}${line}\n`)
    .join('')
}

function means(text: string, file: string, wanted: YamlMap): boolean {
  try {
    return JSON.stringify(toJson(readYaml(text, file).value)) === JSON.stringify(toJson(wanted))
  } catch {
    return false // it is no YAML: the edit went wrong
  }
}
