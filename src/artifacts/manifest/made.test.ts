import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createCompiler, NO_DATABASE } from '../../assay.ts'
import { mapped } from '../../compile/mapped-text.ts'
import { describeNode, type Made } from '../../resources/describe.ts'
import { uniqueId } from '../../resources/ids.ts'
import type { Node } from '../../resources/node.ts'
import { load, withFiles } from '../../testing/load-project.ts'
import { analysis, model, operation, seed, singularTest, snapshot } from '../../testing/manifest-builder.ts'
import { compiledPath, madeByCompiling, madeByRunning, runPath } from './made.ts'
import { type ManifestNode, readManifest } from './read-manifest.ts'

const recorded = readManifest(readFileSync(new URL('../testdata/shop.recorded/manifest.json', import.meta.url), 'utf8'))

/** A node of ours in the place of one of dbt's. */
function likeness({ resource_type, name, package_name, path, original_file_path }: ManifestNode): Node | null {
  const place = { package: package_name, path, originalPath: original_file_path }
  const makers = { model, seed, snapshot, test: singularTest, analysis, operation }
  return resource_type in makers ? makers[resource_type as keyof typeof makers](name, place) : null
}

test('files are written where dbt writes them, for every kind of node', () => {
  const compiled: string[] = []
  const run: string[] = []
  for (const node of Object.values(recorded.nodes)) {
    const ours = likeness(node)
    if (ours === null) continue
    if (node.build_path !== null) {
      expect(runPath(ours, 'target')).toBe(node.build_path)
      run.push(ours.kind)
    }
    const path = 'compiled_path' in node ? node.compiled_path : null
    if (path === null) continue
    expect(compiledPath(ours, 'target')).toBe(path)
    compiled.push(ours.kind)
  }
  expect(new Set(compiled)).toEqual(new Set(['model', 'snapshot', 'test', 'operation']))
  expect(new Set(run)).toEqual(new Set(['model', 'seed', 'snapshot', 'test']))
})

const orders = model('orders')
const inner = uniqueId('model', 'shop', 'inner')

test('what compile made: the code, the ephemeral models inside, and where it lies', () => {
  const cte = { id: inner, code: mapped(' __dbt__cte__inner as (\nselect 1\n)', [], 'a.sql', 'a') }
  const compiled = { node: orders, code: mapped('with …', [], 'b.sql', 'b'), ctes: [cte], relationName: null }
  expect(madeByCompiling(compiled, 'out')).toEqual({
    code: 'with …',
    ctes: [{ id: inner, sql: ' __dbt__cte__inner as (\nselect 1\n)' }],
    compiledPath: 'out/compiled/shop/models/orders.sql',
    buildPath: null,
  })
})

test('what run made of a node that failed while it was compiled is nothing', () => {
  const nothing = { code: null, ctes: [], compiledPath: null, buildPath: null }
  expect(madeByRunning(orders, { compiledCode: null }, 'target', false)).toEqual(nothing)
})

test('a statement that came out empty was compiled and has no file', () => {
  const made = madeByRunning(operation('hook'), { compiledCode: '' }, 'target', false)
  expect(made).toEqual({ code: '', ctes: [], compiledPath: null, buildPath: null })
})

test('a seed has only the file of its statements', () => {
  expect(madeByRunning(seed('raw'), { compiledCode: null }, 'target', true)).toEqual({
    code: null,
    ctes: [],
    compiledPath: null,
    buildPath: 'target/run/shop/seeds/raw.csv',
  })
})

test('a foreign key of a model that was compiled points to a relation, of another to what was written', async () => {
  const key = (name: string, to: string): string =>
    `{name: ${name}, config: {contract: {enforced: true}}, columns: [{name: id, data_type: int, constraints: [{type: foreign_key, to: "${to}", to_columns: [id]}]}]}`
  await using folder = await withFiles({
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
    'models/m.yml': `models: [${key('b', "ref('a')")}]`,
  })
  const { project, manifest, invocation } = await load(folder)
  const node = manifest.nodes.get(uniqueId('model', 'shop', 'b'))
  if (node?.kind !== 'model') throw new Error('the model is not there')
  const compiler = createCompiler(project, manifest, invocation)
  const compiled = await compiler.compile(node, { connection: NO_DATABASE, threadId: 'Thread-1' })
  const target = (made?: Made): unknown => (describeNode(node, made) as unknown as Keyed).columns.id.constraints[0]?.to
  expect(target()).toBe("ref('a')")
  expect(target(madeByCompiling(compiled, 'target'))).toBe('"postgres"."analytics"."a"')
  const ran = madeByRunning(node, { compiledCode: '' }, 'target', false, compiler.besideCodeOf(node.id))
  expect(target(ran)).toBe('"postgres"."analytics"."a"')
})

interface Keyed {
  readonly columns: { readonly id: { readonly constraints: readonly { readonly to: string | null }[] } }
}
