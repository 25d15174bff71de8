import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** All rooms but those that tie them together. */
const INSIDE: readonly string[] = [
  'base',
  'jinja',
  'yaml',
  'resources',
  'context',
  'project',
  'packages',
  'parse',
  'memory',
  'graph',
  'warehouse',
  'compile',
  'run',
  'features',
  'lineage',
  'artifacts',
  'docs',
  'gate',
  'reports',
]

/** Who may import whom: a room's name allows everything, `types of` allows `import type` only. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  jinja: ['base'],
  yaml: ['base', 'jinja'],
  resources: ['base', 'types of jinja', 'yaml'],
  context: ['base', 'jinja', 'yaml', 'resources'],
  project: ['base', 'jinja', 'yaml', 'resources', 'context'],
  // Fetches packages before a project can be read: its own room, so that nothing else reaches the network.
  packages: ['base', 'jinja', 'yaml', 'context', 'project'],
  parse: ['base', 'jinja', 'yaml', 'resources', 'context', 'types of project'],
  // Keeps what a parse said, and what templates were rendered to, for the next command.
  memory: ['base', 'jinja', 'resources', 'types of context', 'types of project', 'types of compile'],
  graph: ['base', 'resources'],
  warehouse: ['base', 'resources'],
  compile: ['base', 'jinja', 'resources', 'context', 'graph', 'types of warehouse'],
  run: ['base', 'resources', 'graph', 'compile', 'types of warehouse'],
  features: ['base', 'resources', 'graph', 'compile', 'run', 'types of warehouse'],
  // Reads SQL with PostgreSQL's parser, to find out what columns are made of.
  lineage: ['base', 'resources', 'types of compile', 'types of warehouse'],
  artifacts: [
    'base',
    'resources',
    'types of graph',
    'types of compile',
    'types of run',
    'types of warehouse',
    'types of features',
    'types of lineage',
  ],
  docs: ['base', 'artifacts'],
  gate: ['base', 'resources', 'graph', 'artifacts', 'types of run', 'types of features'],
  reports: ['base', 'resources', 'artifacts', 'types of run', 'gate'],
  // Ties the rooms together for every command; loads late what few commands need.
  wiring: INSIDE,
  // The door: only passes on.
  'assay.ts': [...INSIDE, 'wiring'],
  cli: [
    'base',
    'assay.ts',
    'types of resources',
    'types of run',
    'types of features',
    'types of lineage',
    'types of artifacts',
    'types of gate',
    'types of reports',
    'types of graph',
    'types of project',
  ],
  testing: [
    // The script at the root that bundles the client of `docs`.
    '..',
    ...INSIDE,
    'wiring',
    'assay.ts',
    'cli',
  ],
}

/** Packages that only one place may import. */
const SEAMS: Readonly<Record<string, string>> = {
  nunjucks: 'jinja/',
  yaml: 'yaml/',
  pg: 'warehouse/postgres/',
  '@electric-sql/pglite': 'warehouse/embedded/',
  graphology: 'graph/',
  '@dagrejs/dagre': 'docs/client/',
  'markdown-it': 'docs/client/',
  'libpg-query': 'lineage/',
  'hyparquet-writer': 'features/export/',
  commander: 'cli/',
  picocolors: 'cli/',
}

const SRC = dirname(new URL(import.meta.url).pathname)
const IMPORT = /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

test('rooms import only what the table allows', () => {
  const offences: string[] = []
  for (const file of sourceFiles(SRC)) {
    const path = relative(SRC, file).replaceAll('\\', '/')
    if (path.endsWith('.test.ts')) continue
    const from = roomOf(path)
    for (const match of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const [, typeOnly, statically, dynamically] = match
      const target = statically ?? dynamically ?? ''
      if (!target.startsWith('.')) {
        const seam = SEAMS[packageOf(target)]
        if (seam !== undefined && !path.startsWith(seam) && from !== 'testing')
          offences.push(`${path}: only ${seam} may import '${target}'`)
        continue
      }
      const to = roomOf(relative(SRC, resolve(dirname(file), target)).replaceAll('\\', '/'))
      const allowed = ROOMS[from]
      if (to === from || allowed?.includes(to) || (typeOnly && allowed?.includes(`types of ${to}`))) continue
      offences.push(`${path}: '${from}' may not import ${typeOnly ? 'types of ' : ''}'${to}' (${target})`)
    }
  }
  expect(offences).toEqual([])
})

test('every room has a line in the table', () => {
  const rooms = readdirSync(SRC, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  expect(rooms.filter((room) => !(room in ROOMS))).toEqual([])
})

function sourceFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return entry.name.endsWith('.ts') ? [path] : []
  })
}

function roomOf(path: string): string {
  const [first = ''] = path.split('/')
  return first
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
}
