import { expect, test } from 'vitest'
import { callCli } from '../../testing/call-cli.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'

test('init writes a project that builds at once without any set-up', async () => {
  await using folder = await temporaryFolder()
  const { code, out, err } = await callCli('init demo', { cwd: folder.path })
  expect(out).toMatch(/^ {2}demo\/project\.yml\n( {2}demo\/\S+\n)+\nnext: cd demo && assay build\n$/)
  expect([code, err]).toEqual([0, ''])
  const built = await callCli('build', { cwd: `${folder.path}/demo` })
  expect(built.out).toContain('\nDone in 0.00s: 3 built, 7 passed\n→ have a look: assay show --select customer_spend\n')
  expect([built.code, built.err]).toEqual([0, ''])
})

test('init writes into this folder when it is empty, and says so in the words of npx', async () => {
  await using folder = await temporaryFolder()
  const { out } = await callCli('init', { cwd: folder.path, environment: { npm_command: 'exec' } })
  expect(out).toMatch(/^ {2}project\.yml\n/)
  expect(out).toMatch(/\nnext: npx assay build\n$/)
})

test('init never writes over anything', async () => {
  await using folder = await temporaryFolder()
  await callCli('init demo', { cwd: folder.path })
  const { code, err } = await callCli('init demo', { cwd: folder.path })
  expect(err).toBe(`error[not-empty] demo is not empty: it has project.yml
  → nothing was written; choose another name, or an empty folder
`)
  expect(code).toBe(2)
})
