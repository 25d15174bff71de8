import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toManifestJson } from '../artifacts/manifest/to-manifest.ts'
import type { JsonObject } from '../base/json.ts'
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
    return [claim.trim(), { ...DEFAULTS, ...Object.fromEntries(files) }, recorded] as const
  })

test.each(cases)('as dbt-core has it: %s', async (_claim, files, recorded) => {
  await using folder = await withProject(files)
  const { manifest, invocation } = await load(folder)
  const ours = ownPart(toManifestJson(manifest, { origin, quoting: invocation.quoting }), Object.keys(recorded))
  expect(manifestDifferences(ours, recorded)).toEqual([])
})
