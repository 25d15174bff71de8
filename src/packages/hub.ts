/** dbt's package hub, or one that speaks as it does: `api/v1/<owner>/<name>.json` tells all versions of a package. */
import { z } from 'zod'
import type { Diagnostic } from '../base/diagnostic.ts'
import { environmentVariable, type Surroundings } from '../context/env-var.ts'
import type { YamlValue } from '../yaml/yaml-value.ts'
import type { Downloads } from './download.ts'
import { movedPackage, strangeAnswer, unknownPackage } from './errors.ts'
import type { HubSpec } from './package-spec.ts'

export interface HubVersion {
  /** The name its project file has. */
  readonly name: string
  readonly tarball: string
  /** Entries as packages.yml has them. */
  readonly packages: readonly YamlValue[]
  /** Bounds on the dbt version. */
  readonly requires: readonly string[]
}

export interface Hub {
  /** All versions of a package. Throws where the hub does not know it, or cannot be reached. */
  readonly versions: (spec: HubSpec) => Promise<ReadonlyMap<string, HubVersion>>
}

const HUB = 'https://hub.getdbt.com/'

const textOrTexts = z.union([z.string().transform((text) => [text]), z.array(z.string())])

const ANSWER = z.object({
  name: z.string(),
  namespace: z.string().nullish(),
  redirectnamespace: z.string().nullish(),
  redirectname: z.string().nullish(),
  versions: z.record(
    z.string(),
    z.object({
      name: z.string(),
      packages: z.array(z.unknown()).nullish(),
      downloads: z.object({ tarball: z.string() }),
      require_dbt_version: textOrTexts.nullish(),
    }),
  ),
})

export function hub(environment: Surroundings, downloads: Downloads, report: (warning: Diagnostic) => void): Hub {
  const base = environmentVariable(environment, 'DBT_PACKAGE_HUB_URL') || HUB
  const asked = new Map<string, Promise<ReadonlyMap<string, HubVersion>>>()
  const ask = async (spec: HubSpec): Promise<ReadonlyMap<string, HubVersion>> => {
    const path = spec.package.split('/').map(encodeURIComponent).join('/')
    const url = `${base}api/v1/${path}.json`
    const shown = withoutUser(url)
    const body = await downloads.get(url, shown, `package '${spec.package}'`)
    if (body === null) throw unknownPackage(spec.package, withoutUser(base), await names(base, downloads), spec.at)
    const answer = ANSWER.safeParse(parsed(body, shown))
    if (!answer.success) {
      const [issue] = answer.error.issues
      throw strangeAnswer(shown, `what is no package (${issue?.path.join('.')}: ${issue?.message})`)
    }
    const { redirectname, redirectnamespace, namespace, name, versions } = answer.data
    if (redirectname != null || redirectnamespace != null) {
      const owner = redirectnamespace ?? namespace ?? spec.package.split('/')[0]
      report(movedPackage(spec.package, `${owner}/${redirectname ?? name}`, spec.at))
    }
    return new Map(
      Object.entries(versions).map(([version, found]) => [
        version,
        {
          name: found.name,
          tarball: found.downloads.tarball,
          packages: (found.packages ?? []) as readonly YamlValue[], // JSON is YAML
          requires: found.require_dbt_version ?? [],
        },
      ]),
    )
  }
  return {
    versions(spec) {
      const known = asked.get(spec.package)
      if (known !== undefined) return known
      const answer = ask(spec)
      asked.set(spec.package, answer)
      return answer
    },
  }
}

/** What the hub has, to say what may have been meant; nothing where it does not tell. */
async function names(base: string, downloads: Downloads): Promise<readonly string[]> {
  try {
    const url = `${base}api/v1/index.json`
    const body = await downloads.get(url, withoutUser(url), 'the list of packages')
    return body === null
      ? []
      : z
          .array(z.string())
          .catch([])
          .parse(JSON.parse(body.toString('utf8')))
  } catch {
    return [] // it only serves a hint
  }
}

function parsed(body: Buffer, url: string): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw strangeAnswer(url, 'what is no JSON')
  }
}

/** An address without what stands before an `@`. */
function withoutUser(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1')
}
