/** `profiles.yml`: found, read, and the output that applies taken from it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AssayError, type Diagnostic } from '../../base/diagnostic.ts'
import { revealSecrets, type Surroundings } from '../../context/env-var.ts'
import { renderYaml } from '../../context/render-yaml.ts'
import { projectFileScope } from '../../context/yaml-scope.ts'
import { placeOf, readYaml, type YamlDocument } from '../../yaml/yaml-document.ts'
import { isYamlMap, own, type YamlMap, type YamlValue } from '../../yaml/yaml-value.ts'
import { readText } from '../files/read-files.ts'
import { missingTarget, profileIsNoMapping } from './errors.ts'
import { type Output, readOutput } from './read-output.ts'
import { withoutQuotations, withoutSource } from './redact.ts'

export interface ProfileRequest {
  readonly name: string
  /** `--target`, which wins over the profile's own choice. */
  readonly target: string | null
  /** Folders that may hold a profiles.yml. */
  readonly folders: readonly string[]
  readonly environment: Surroundings
  readonly commandVars: YamlMap
  readonly labelOf: (path: string) => string
  readonly report: (diagnostic: Diagnostic) => void
}

export interface FoundProfile {
  readonly output: Output
  readonly target: string
  /** `~/.dbt/profiles.yml, profile shop, target dev` */
  readonly description: string
}

/** No profiles.yml has the profile: which there are, and which profiles they have. */
export interface AbsentProfile {
  readonly absent: true
  readonly files: readonly string[]
  readonly known: readonly string[]
}

/** The output that applies of the first profiles.yml that has the profile; null when it is wrong, which is reported. */
export async function readProfile(request: ProfileRequest): Promise<FoundProfile | AbsentProfile | null> {
  const files: string[] = []
  const known: string[] = []
  for (const folder of request.folders) {
    const path = join(folder, 'profiles.yml')
    if (!existsSync(path)) continue
    const label = request.labelOf(path)
    const document = readProfilesFile(path, label, request.report)
    if (document === null) return null
    const profiles = isYamlMap(document.value) ? document.value : {}
    const profile = own(profiles, request.name)
    if (profile !== undefined) return readFound(request, document, profile)
    files.push(label)
    // Older profiles.yml had settings of dbt itself under `config`.
    known.push(...Object.keys(profiles).filter((key) => key !== 'config'))
  }
  return { absent: true, files, known }
}

async function readFound(
  request: ProfileRequest,
  document: YamlDocument,
  profile: YamlValue,
): Promise<FoundProfile | null> {
  const { name, report } = request
  const label = document.file
  const at = placeWithoutText(document, [name])
  const outputs = isYamlMap(profile) ? own(profile, 'outputs') : undefined
  if (!isYamlMap(profile) || !isYamlMap(outputs)) {
    report(profileIsNoMapping(name, at, misplaced(name, profile, document.value)))
    return null
  }
  const scope = projectFileScope({
    environment: request.environment,
    vars: { layers: [request.commandVars], owner: label },
    target: null,
    secrets: 'hidden',
  })
  let failed = false
  const chosen = await renderYaml(document, [name, 'target'], {
    environment: scope,
    renders: () => request.target === null,
    report(fault) {
      failed = true
      report(withoutSource(fault))
    },
  })
  if (failed) return null
  const target = request.target ?? (chosen === null ? 'default' : revealSecrets(String(chosen), request.environment))
  if (own(outputs, target) === undefined) {
    const where = Object.hasOwn(profile, 'target') && request.target === null ? [name, 'target'] : [name, 'outputs']
    report(missingTarget(name, target, Object.keys(outputs), placeWithoutText(document, where)))
    return null
  }
  const output = await readOutput({
    document,
    path: [name, 'outputs', target],
    profile: name,
    target,
    scope,
    environment: request.environment,
    report,
  })
  return output && { output, target, description: `${label}, profile ${name}, target ${target}` }
}

/** Keys that belong deeper: beside an empty `outputs`, or beside an empty profile. */
function misplaced(name: string, profile: YamlValue, all: YamlValue) {
  const targets = isYamlMap(profile) ? Object.keys(profile).filter((key) => isYamlMap(own(profile, key))) : []
  if (isYamlMap(profile) && own(profile, 'outputs') === null) return { names: targets, below: 'outputs' }
  const beside =
    isYamlMap(all) && profile === null ? ['target', 'outputs'].filter((key) => Object.hasOwn(all, key)) : []
  return { names: beside, below: name }
}

function readProfilesFile(path: string, label: string, report: (diagnostic: Diagnostic) => void): YamlDocument | null {
  const content = readText(path, label)
  if ('code' in content) {
    report(content)
    return null
  }
  try {
    const document = readYaml(content.text, label)
    for (const warning of document.warnings) report(withoutSource(warning))
    return document
  } catch (thrown) {
    if (!(thrown instanceof AssayError)) throw thrown
    for (const fault of thrown.diagnostics) report(withoutQuotations(fault))
    return null
  }
}

function placeWithoutText(document: YamlDocument, path: readonly string[]) {
  const { file, line, column } = placeOf(document, path, 'key')
  return { file, line, column }
}
