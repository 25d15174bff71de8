import { homedir, platform } from 'node:os'
import { join } from 'node:path'

/** Where this user's caches go on this operating system, in a folder of ours. */
export function userCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  system: string = platform(),
  home: string = homedir(),
): string {
  if (system === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'assay', 'Cache')
  if (system === 'darwin') return join(home, 'Library', 'Caches', 'assay')
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'assay')
}
