#!/usr/bin/env node
/**
 * Prints how two manifests of one project differ: ours and the one dbt-core wrote (see manifests.mjs).
 *
 *   node conformance/manifest-diff.mjs target/manifest.json <dbt's>/manifest.json [--all] [--json]
 *
 * Differences are grouped by field, each with an example; `--all` prints every one of them, `--json` prints them for
 * other programs. Exit code 1 when there are any.
 */
import { readFileSync } from 'node:fs'
import { compareManifests, reportOf } from './manifests.mjs'

const given = process.argv.slice(2)
const files = given.filter((argument) => !argument.startsWith('--'))
if (files.length !== 2) {
  process.stderr.write('usage: manifest-diff.mjs OURS DBTS [--all] [--json]\n')
  process.exitCode = 2
} else {
  const [ours, theirs] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')))
  const differences = compareManifests(ours, theirs)
  if (given.includes('--json')) process.stdout.write(`${JSON.stringify(differences, null, 2)}\n`)
  else process.stdout.write(reportOf(differences, given.includes('--all')))
  process.exitCode = differences.length === 0 ? 0 : 1
}
