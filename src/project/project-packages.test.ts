import { expect, test } from 'vitest'
import { BARE, brief, errorsOf, MINIMAL, read } from '../testing/reading-projects.ts'
import { withProject } from '../testing/with-project.ts'
import { readProject } from './read-project.ts'

test('installed packages are read with the target but without --vars, then the built-in ones', async () => {
  await using folder = await withProject({
    'dbt_project.yml': 'name: shop\npackages-install-path: libs\n',
    'packages.yml':
      'packages:\n  - package: acme/zebra\n    version: 1.0.0\n  - git: https://example.com/acme/utils.git\n',
    'libs/zebra/dbt_project.yml':
      "name: zebra\nmacro-paths: [m]\nmodels: {+schema: \"{{ target.schema }}{{ var('x', '') }}\"}\n",
    'libs/zebra/m/z.sql': 'x',
    'libs/zebra/dbt_packages/nested/macros/n.sql': 'x',
    'libs/utils/dbt_project.yml': 'name: acme_utils\n',
    'libs/utils/macros/u.sql': 'x',
    'libs/.cache/x': '',
    'libs/__pycache__/x': '',
    'libs/readme.md': '',
  })
  const project = await read(folder, { vars: { x: '_from_command' } })
  expect(project.packages.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
    'shop root',
    'acme_utils installed',
    'zebra installed',
    'dbt builtin',
    'dbt_postgres builtin',
    'assay builtin',
  ])
  const zebra = project.packages[2]
  expect(zebra?.settings.configs.models).toEqual({ '+schema': 'analytics' })
  expect(zebra?.files).toMatchObject([{ path: 'm/z.sql', label: 'libs/zebra/m/z.sql', kind: 'macro' }])
})

test('the built-in packages hold macros and generic tests, and nothing of the example', async () => {
  await using folder = await withProject({ 'dbt_project.yml': MINIMAL })
  const { packages } = await read(folder)
  const [, dbt, postgres, assay] = packages
  expect(dbt?.files.length).toBeGreaterThan(20)
  expect(postgres?.files.length).toBeGreaterThan(5)
  expect(assay?.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['macros/as_of_join.sql', 'tests/generic/accepted_range.sql']),
  )
  const strays = packages.slice(1).flatMap(({ name, files }) =>
    files.filter(({ path, kind }) => {
      if (!['macro', 'generic-test', 'properties'].includes(kind)) return true
      const folders =
        name === 'assay'
          ? /^(?:macros\/(?!dbt\/|dbt_postgres\/|example\/)|tests\/generic\/)/
          : new RegExp(`^macros/${name}/`)
      return !folders.test(path)
    }),
  )
  expect(strays).toEqual([])
})

test("Assay's own project is its library: nothing is loaded twice", async () => {
  const { packages } = await readProject(new URL('.', import.meta.url).pathname, BARE)
  expect(packages.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
    'assay root',
    'dbt builtin',
    'dbt_postgres builtin',
  ])
  const own = packages[0]?.files.map(({ path }) => path) ?? []
  expect(own).toContain('macros/as_of_join.sql')
  expect(own.filter((path) => path.startsWith('macros/dbt'))).toEqual([])
})

test('packages that are asked for and not installed are named', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'packages.yml': 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n  - local: ../shared/tools\n',
    'dbt_packages/dbt_utils/dbt_project.yml': 'name: dbt_utils\n',
  })
  expect(await errorsOf(read(folder))).toMatchObject([
    {
      code: 'missing-package',
      message: 'a package is not installed in dbt_packages: ../shared/tools',
      hint: "run 'assay deps'",
      at: { file: 'packages.yml', line: 4, column: 5 },
    },
  ])
})

test('what is wrong with packages is told together', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'packages.yml': 'packages:\n  - {version: 1}\n',
    'dependencies.yml': 'packages: []\n',
    'dbt_packages/a/dbt_project.yml': 'name: twin\n',
    'dbt_packages/b/dbt_project.yml': 'name: twin\n',
    'dbt_packages/c/readme.md': '',
    'dbt_packages/d/dbt_project.yml': 'name: [d]\n',
    'dbt_packages/e/dbt_project.yml': 'name: dbt\n',
    'dbt_packages/f/dbt_project.yml': 'name: f\nmodels: {a: b: c}\n',
  })
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "both-keys dependencies.yml:1:1 'packages' stands both in packages.yml and in dependencies.yml",
    "wrong-type packages.yml:2:5 'packages[0]' must be a mapping with package, git, local, private or tarball, not a mapping",
    'no-project dbt_packages/c/dbt_project.yml:1:1 dbt_packages/c is no package: it has no dbt_project.yml',
    "wrong-type dbt_packages/d/dbt_project.yml:1:7 'name' must be text, not a list",
    expect.stringMatching(/^yaml-syntax dbt_packages\/f\/dbt_project.yml:2:1\d /),
    "duplicate-name dbt_packages/b/dbt_project.yml:1:1 two packages are named 'twin': dbt_packages/a/dbt_project.yml and dbt_packages/b/dbt_project.yml",
    "duplicate-name dbt_packages/e/dbt_project.yml:1:7 'dbt' is the name of a package that comes with Assay",
  ])
})

test('selectors are read with their Jinja rendered; wrong ones are told', async () => {
  await using folder = await withProject({
    'dbt_project.yml': MINIMAL,
    'selectors.yml': [
      'selectors:',
      '  - name: nightly',
      '    description: Every night',
      '    default: "{{ target.name == \'embedded\' | as_bool }}"',
      '    definition: {union: [{method: tag, value: nightly}, "{{ target.schema }}"]}',
      '  - name: all',
      '    definition: "*"',
    ].join('\n'),
  })
  expect((await read(folder)).selectors).toEqual([
    {
      name: 'nightly',
      description: 'Every night',
      default: true,
      definition: { union: [{ method: 'tag', value: 'nightly' }, 'analytics'] },
      at: expect.objectContaining({ file: 'selectors.yml', line: 2, column: 11 }),
    },
    {
      name: 'all',
      description: null,
      default: false,
      definition: '*',
      at: expect.objectContaining({ file: 'selectors.yml', line: 6, column: 11 }),
    },
  ])
  await folder.write(
    'selectors.yml',
    'selectors:\n  - {name: a, default: true, definition: x}\n  - {name: a, default: true, definition: y}\n',
  )
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "duplicate-name selectors.yml:3:12 two selectors are named 'a'",
    "several-defaults selectors.yml:3:12 'a' and 'a' are both the default selector",
  ])
  await folder.write('selectors.yml', 'selectors:\n  - {name: a}\n  - b\n')
  expect((await errorsOf(read(folder))).map(brief)).toEqual([
    "missing-key selectors.yml:2:5 selectors.yml lacks 'selectors[0].definition'",
    "wrong-type selectors.yml:3:5 'selectors[1]' must be a mapping with name and definition, not the text 'b'",
  ])
})
