#!/usr/bin/env node
/**
 * What Assay selects in a project by `state:` words, against several earlier manifests: asked through the package's door,
 * for starting the command line anew for each would be most of the work.
 *
 *   node conformance/state-selections.mjs '{"folder": …, "states": {"name": "folder of manifest.json"}, "selections": […]}'
 *
 * Prints {name: {selection: [unique_id…] or "refused"}}. Needs `npm run build`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  buildGraph,
  createInvocation,
  parseProject,
  parseSelection,
  parseSelectors,
  readPreviousState,
  readProject,
  select,
} from '../dist/assay.js'

const { folder, states, selections } = JSON.parse(process.argv[2])
const environment = { ...process.env, DBT_PROFILES_DIR: folder }
// What `ls` lists unless it is told otherwise.
const kinds = new Set([
  ...['exposure', 'function', 'metric', 'model', 'saved_query', 'seed'],
  ...['semantic_model', 'snapshot', 'source', 'test', 'unit_test'],
])

const answers = {}
try {
  const project = await readProject(folder, { environment, home: null })
  const manifest = await parseProject(project, createInvocation(project, { environment }))
  const graph = buildGraph(manifest)
  const selectors = parseSelectors(manifest.selectors)
  for (const [name, from] of Object.entries(states)) {
    const path = join(from, 'manifest.json')
    const files = { manifest: { path, text: readFileSync(path, 'utf8') }, runResults: null, sources: null }
    const previous = await readPreviousState({ ...files, currentSources: null }, new Date())
    answers[name] = {}
    for (const selection of selections) {
      try {
        const spec = parseSelection({ select: [selection], exclude: [] }, selectors)
        const { ids, diagnostics } = select(graph, spec, { kinds, selectors, previous })
        answers[name][selection] = diagnostics.some((it) => it.severity === 'error') ? 'refused' : ids.toSorted()
      } catch (error) {
        answers[name][selection] = refusedBy(error)
      }
    }
  }
} catch (error) {
  const refused = Object.fromEntries(selections.map((selection) => [selection, refusedBy(error)]))
  for (const name of Object.keys(states)) answers[name] = refused
}
process.stdout.write(JSON.stringify(answers))

/** A mistake in the project; anything else is one of ours. */
function refusedBy(error) {
  if (error.diagnostics === undefined) throw error
  return 'refused'
}
