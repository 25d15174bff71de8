import type { Value } from '../jinja/values/value.ts'
import { toJson, type YamlMap } from '../yaml/yaml-value.ts'
import type { Invocation } from './invocation.ts'
import { RecordValue } from './record-value.ts'

/** What templates may know of the project and its packages. */
export interface ProjectFacts {
  readonly version: string | null
  /** As in the project file. */
  readonly vars: YamlMap
  /** `--vars` */
  readonly commandVars: YamlMap
  /** The versions of all packages, the project itself included. */
  readonly packages: ReadonlyMap<string, string | null>
}

/**
 * `builtins.ref.config`: dbt's RuntimeConfig, which packages reach this way because there is no other (elementary does).
 * Only what is harmless: credentials never enter a template.
 */
export function runtimeConfig({ arguments: args, projectName, target, project }: Invocation): Value {
  const packages = [...(project?.packages ?? [])]
  return new RecordValue(
    { type: 'RuntimeConfig', inner: { vars: { type: 'VarProvider' } } },
    {
      project_name: projectName,
      version: project?.version ?? null,
      profile_name: target.profileName,
      target_name: target.name,
      threads: target.threads,
      args,
      cli_vars: toJson(project?.commandVars ?? {}),
      vars: toJson(project?.vars ?? {}),
      dependencies: Object.fromEntries(packages.map(([name, version]) => [name, { project_name: name, version }])),
    },
  )
}
