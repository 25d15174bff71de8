import { once } from 'node:events'
import { rename } from 'node:fs/promises'
import { createServer } from 'node:net'
import { platform } from 'node:os'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../base/digest.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { type FolderLock, lockFolder, lockName } from './folder-lock.ts'

// Windows has no socket files where macOS has; what both rely on beside them is the same.
const SYSTEMS = platform() === 'win32' ? ['win32'] : [...new Set([platform(), 'darwin'])]

describe.each(SYSTEMS)('the lock of a folder, as on %s', (system) => {
  test('is held by one at a time, each folder its own', async () => {
    await using one = await temporaryFolder()
    await using two = await temporaryFolder()
    const lock = await lockFolder(one.path, system)
    await expect(lockFolder(one.path, system)).rejects.toMatchObject({ code: '55006' })
    await (await lockFolder(two.path, system)).release()
    await lock.release()
    await (await lockFolder(one.path, system)).release()
  })

  test('goes to one of many who want it at once', async () => {
    await using folder = await temporaryFolder()
    const [lock, ...others] = await wanted(folder.path, system)
    expect(others).toEqual([])
    await lock?.release()
  })
})

test.runIf(platform() !== 'win32')('a socket file of a dead process is taken over by one of many', async () => {
  await using folder = await temporaryFolder()
  const path = lockName(sha256(folder.path).slice(0, 24), 'darwin')
  // A server removes the file it listens at; one that was renamed stays, as that of a killed process does.
  const dead = createServer().listen(`${path}.dead`)
  await once(dead, 'listening')
  await rename(`${path}.dead`, path)
  dead.close()
  const [lock, ...others] = await wanted(folder.path, 'darwin')
  expect(others).toEqual([])
  await expect(lockFolder(folder.path, 'darwin')).rejects.toMatchObject({ code: '55006' })
  await lock?.release()
})

async function wanted(folder: string, system: string): Promise<readonly FolderLock[]> {
  const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder, system)))
  return attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
}
