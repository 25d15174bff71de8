import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toManifestJson } from '../artifacts/manifest/to-manifest.ts'
import { toSemanticManifestJson } from '../artifacts/semantic-manifest.ts'
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import { load } from '../testing/load-project.ts'
import { manifestDifferences, ownPart } from '../testing/manifest-differences.ts'
import { origin } from '../testing/origin.ts'
import { withProject } from '../testing/with-project.ts'

const FOLDER = new URL('testdata/agreement/', import.meta.url)

/** As in testdata/record.py, which asked dbt. */
const DEFAULTS = {
  'dbt_project.yml': 'name: shop\nprofile: shop\n',
  'profiles.yml':
    'shop: {target: dev, outputs: {dev: {type: postgres, host: localhost, port: 5432, user: shop, password: shop, ' +
    'dbname: shop, schema: dev, threads: 1}}}\n',
}

/** A case is one text: its first line is what it claims, `=== path` begins a file. */
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.project'))
  .map((name) => {
    const [claim = '', ...parts] = readFileSync(new URL(name, FOLDER), 'utf8').split(/^=== (.+)\n/m)
    const files = parts.flatMap((path, i) => (i % 2 === 0 ? [[path, parts[i + 1] ?? ''] as const] : []))
    const recorded = JSON.parse(readFileSync(new URL(name.replace('.project', '.json'), FOLDER), 'utf8')) as JsonObject
    const semantic = new URL(name.replace('.project', '.semantic.json'), FOLDER)
    const semanticManifest = existsSync(semantic) ? (JSON.parse(readFileSync(semantic, 'utf8')) as JsonObject) : null
    return [claim.trim(), { ...DEFAULTS, ...Object.fromEntries(files) }, recorded, semanticManifest] as const
  })

test.each(cases)('as dbt-core has it: %s', async (_claim, files, recorded, semantic) => {
  await using folder = await withProject(files)
  const { manifest, invocation } = await load(folder)
  const ours = ownPart(toManifestJson(manifest, { origin, quoting: invocation.quoting }), Object.keys(recorded))
  expect(manifestDifferences(ours, recorded)).toEqual([])
  if (semantic !== null) expect(byName(toSemanticManifestJson(manifest))).toEqual(byName(semantic))
})

/** The order of a semantic manifest's lists says nothing. */
function byName(value: Json): Json {
  if (Array.isArray(value))
    return value.map(byName).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) as Json
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, byName(item)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}
