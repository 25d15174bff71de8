import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const ROOT = dirname(fileURLToPath(import.meta.url))
const CLIENT = join(ROOT, 'src/docs/client')

/** In the order in which later rules may go before earlier ones. */
const STYLES = ['theme', 'base', 'shell', 'page', 'lineage', 'print']

/**
 * The program of the docs site, with the packages it draws with, as one classic script; its looks as one style sheet; and
 * the licences of those packages. Goes into a folder that the command line finds beside itself.
 */
export async function buildClient(folder) {
  const { output } = await build({
    input: join(CLIENT, 'main.ts'),
    platform: 'browser',
    transform: { target: 'es2022' },
    output: { format: 'iife', minify: true, entryFileNames: 'app.js' },
    logLevel: 'warn',
    write: false,
  })
  const [{ code, moduleIds }] = output
  await mkdir(folder, { recursive: true })
  const styles = await Promise.all(STYLES.map((name) => readFile(join(CLIENT, `style/${name}.css`), 'utf8')))
  await writeFile(join(folder, 'app.js'), code)
  await writeFile(join(folder, 'app.css'), styles.join('\n'))
  await writeFile(join(folder, 'LICENSES.txt'), await licencesOf(moduleIds))
}

/** What the bundled packages ask to be told with every copy. */
async function licencesOf(modules) {
  const folders = new Set(
    modules.flatMap((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/')) ?? []),
  )
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const names = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENSE-MIT.txt', 'license']
    const found = await Promise.all(names.map((one) => readFile(join(folder, one), 'utf8').catch(() => '')))
    return `${name} ${version}\n\n${found.find((text) => text !== '') ?? 'MIT'}`
  })
  return (await Promise.all(texts)).join('\n\n----\n\n')
}
