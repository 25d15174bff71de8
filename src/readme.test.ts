import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { COMMANDS } from './cli/command-table.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** What a reader of this repository may open. */
const PAGES: readonly string[] = ['.', 'src', 'models', 'docs', 'bench', 'conformance'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

/** The places that Markdown links to, those on other machines left out. */
function links(path: string): readonly string[] {
  return [...text(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

test.each(PAGES)('every link of %s leads somewhere', (path) => {
  const broken = links(path).filter(
    (target) => !existsSync(join(ROOT, dirname(path), target.replace(/#.*/, '') || '.')),
  )
  expect(broken).toEqual([])
})

test('README names every command, and none that is not there', () => {
  const [, table = ''] = text('README.md').split('## Commands')
  const named = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| .*? \|/gm)].flatMap(([cell]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  // It is the same as `freshness`.
  const there = COMMANDS.map(({ name }) => name).filter((name) => name !== 'source freshness')
  expect([...named].sort()).toEqual([...there].sort())
})

test('README calls no command that is not there', () => {
  const verbs = new Set(COMMANDS.flatMap(({ name }) => name.split(' ')[0] ?? []))
  const called = [...text('README.md').matchAll(/\bassay ([a-z][a-z-]+)/g)].map(([, verb = '']) => verb)
  expect(called.length).toBeGreaterThan(2)
  expect(called.filter((verb) => !verbs.has(verb))).toEqual([])
})

test('README calls no script that package.json does not have', () => {
  const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  expect(text('README.md')).toContain('npm ci && npm start')
  expect(text('README.md')).toContain('npm cit')
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test', 'build', 'lint', 'types']))
  for (const part of ['build', 'lint', 'types']) expect(scripts.pretest).toContain(`npm run ${part}`)
})
