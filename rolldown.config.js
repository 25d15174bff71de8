import { defineConfig } from 'rolldown'

// One file for what each door needs at once, and one for each part that is loaded later: 600 small files take Node
// a tenth of a second to find. The packages stay packages.
export default defineConfig({
  input: {
    assay: 'src/assay.ts',
    'cli/main': 'src/cli/main.ts',
    'jinja/render': 'src/jinja/render.ts',
    'artifacts/artifacts': 'src/artifacts/artifacts.ts',
  },
  platform: 'node',
  external: (id) => !/^[./]|^\0/.test(id) && !/^[a-z]:/i.test(id),
  // Node 20 cannot read `await using`.
  transform: { target: 'node20.19' },
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'parts/[name]-[hash].js', cleanDir: true, sourcemap: true },
})
