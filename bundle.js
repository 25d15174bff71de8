import { build } from 'rolldown'
import { buildClient } from './bundle-client.js'
import manifest from './package.json' with { type: 'json' }

// One file for what each door needs at once, and one for each part that is loaded later: 700 small files take Node
// a tenth of a second to find. The packages stay packages, but for the few lines that `using` needs on Node 20.
await build({
  input: {
    assay: 'src/assay.ts',
    'cli/main': 'src/cli/main.ts',
    'jinja/render': 'src/jinja/render.ts',
    'artifacts/artifacts': 'src/artifacts/artifacts.ts',
  },
  platform: 'node',
  external: Object.keys(manifest.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]),
  // Node 20 cannot read `await using`.
  transform: { target: 'node20.19' },
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'parts/[name]-[hash].js', cleanDir: true, sourcemap: true },
})

await buildClient('dist/site')
