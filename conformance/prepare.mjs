#!/usr/bin/env node
/**
 * Clones the public projects of projects.json into a folder, at the revisions written there, and puts the packages that
 * they need beside them (the package hub is not asked: `dbt deps` would take later versions).
 *
 *   node conformance/prepare.mjs [--from https://github.com] FOLDER [name…]
 *
 * Needs git. `--from` names another place that has the repositories, as OWNER/NAME below it: a server, or a folder of
 * mirrors. What is there already is left as it is. `same-as-dbt.mjs FOLDER` then compares both engines.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { projects, packages } = JSON.parse(readFileSync(join(import.meta.dirname, 'projects.json'), 'utf8'))
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: 'https://github.com' } },
})
const [folder, ...names] = positionals
if (folder === undefined) {
  process.stderr.write('usage: prepare.mjs [--from PLACE] FOLDER [name…]\n')
  process.exit(2)
}
const root = resolve(folder)

for (const project of projects) {
  if (names.length > 0 && !names.includes(project.name)) continue
  const clone = cloned(project, join(root, project.name))
  const place = join(clone, project.folder ?? '.')
  const needed = { ...project.local, ...versioned(project.packages) }
  for (const [name, from] of Object.entries(needed)) {
    const source =
      typeof from === 'string' ? join(clone, from) : cloned(from, join(root, '.packages', `${name}@${from.at}`))
    link(join(source, from.folder ?? '.'), join(place, 'dbt_packages', name))
  }
  lock(place, Object.keys(needed))
  process.stdout.write(`${project.name}: ${place}\n`)
}

/** A package is named with its version where projects differ: `dbt_utils@0.8.0`, otherwise as the list has it. */
function versioned(wanted = []) {
  return Object.fromEntries(
    wanted.map((it) => {
      const [name, at] = it.split('@')
      if (packages[name] === undefined) throw new Error(`projects.json has no package ${name}`)
      return [name, { ...packages[name], ...(at === undefined ? {} : { at }) }]
    }),
  )
}

/** Only the one revision is fetched. */
function cloned({ repository, at }, into) {
  if (existsSync(into)) return into
  const part = `${into}.part`
  rmSync(part, { recursive: true, force: true })
  git('init', '--quiet', part)
  git('-C', part, 'fetch', '--quiet', '--depth', '1', `${options.from}/${repository}`, at)
  git('-C', part, 'checkout', '--quiet', 'FETCH_HEAD')
  renameSync(part, into)
  return into
}

function git(...words) {
  execFileSync('git', words, { stdio: ['ignore', 'inherit', 'inherit'] })
}

function link(target, at) {
  rmSync(at, { recursive: true, force: true })
  mkdirSync(dirname(at), { recursive: true })
  symlinkSync(relative(dirname(at), target), at, 'junction')
}

/** dbt counts what lies in dbt_packages against this file. YAML reads JSON. */
function lock(place, names) {
  if (names.length === 0) return
  const entries = names.map((name) => ({ local: `dbt_packages/${name}`, name }))
  writeFileSync(join(place, 'package-lock.yml'), JSON.stringify({ packages: entries, sha1_hash: '0'.repeat(40) }))
}
