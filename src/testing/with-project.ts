import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface ProjectFolder extends AsyncDisposable {
  /** Absolute path. */
  readonly path: string
  /** Writes one more file. */
  write(name: string, content: string | Uint8Array): Promise<void>
}

/** A folder of its own with these files, removed when disposed: `await using folder = await withProject({…})`. */
export async function withProject(files: Readonly<Record<string, string | Uint8Array>>): Promise<ProjectFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'assay-project-')))
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    const file = join(path, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  for (const [name, content] of Object.entries(files)) await write(name, content)
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
