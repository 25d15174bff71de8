import { join } from 'node:path'
import { expect, test } from 'vitest'
import { userCacheFolder } from './cache-folder.ts'

test('caches go where the operating system keeps them', () => {
  const home = join('home', 'ann')
  expect(userCacheFolder({}, 'linux', home)).toBe(join(home, '.cache', 'assay'))
  expect(userCacheFolder({ XDG_CACHE_HOME: 'x' }, 'linux', home)).toBe(join('x', 'assay'))
  expect(userCacheFolder({ XDG_CACHE_HOME: 'x' }, 'darwin', home)).toBe(join(home, 'Library', 'Caches', 'assay'))
  expect(userCacheFolder({ LOCALAPPDATA: 'x' }, 'win32', home)).toBe(join('x', 'assay', 'Cache'))
})
