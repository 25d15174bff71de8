import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import { NO_KWARGS, type Value } from '../jinja/values/value.ts'
import { envVarFunction, hidesSecret, revealSecrets, type Surroundings } from './env-var.ts'

function envVar(environment: Surroundings, args: readonly Value[], secrets?: 'hidden'): unknown {
  return envVarFunction(environment, secrets)(args, NO_KWARGS)
}

function errorOf(body: () => unknown): unknown {
  try {
    return body()
  } catch (thrown) {
    return thrown instanceof AssayError ? thrown.diagnostics[0] : thrown
  }
}

test('a variable that is set has its value, an empty one too; otherwise the default holds, of whatever type', () => {
  expect(envVar({ A: 'x' }, ['A'])).toBe('x')
  expect(envVar({ A: '' }, ['A', 'y'])).toBe('')
  expect(envVar({}, ['A', 5])).toBe(5)
})

test('a variable that is not set and has no default is an error that suggests a near one', () => {
  expect(errorOf(() => envVar({ PG_HOST: 'x' }, ['PG_HOTS']))).toEqual({
    code: 'missing-env-var',
    severity: 'error',
    message: "the environment variable 'PG_HOTS' is not set",
    hint: "did you mean 'PG_HOST'?",
  })
  expect(errorOf(() => envVar({}, ['A', null]))).toMatchObject({
    code: 'missing-env-var',
    hint: "set it, or give a default: env_var('A', 'default')",
  })
})

test('what objects inherit is no variable', () => {
  expect(errorOf(() => envVar({}, ['constructor']))).toMatchObject({ code: 'missing-env-var' })
})

test('a secret is refused where it could end up in SQL or logs', () => {
  expect(errorOf(() => envVar({ DBT_ENV_SECRET_PW: 'hunter2' }, ['DBT_ENV_SECRET_PW']))).toEqual({
    code: 'secret-env-var',
    severity: 'error',
    message: "'DBT_ENV_SECRET_PW' is a secret by its name and may be used only in profiles.yml and packages.yml",
    hint: 'if it is none, give it a name that does not begin with DBT_ENV_SECRET',
  })
})

test('where secrets are hidden, templates see a stand-in, and the secret comes in at the end', () => {
  const environment = { DBT_ENV_SECRET_PW: 'hunter2', DBT_ENV_SECRET_B: 'b' }
  const standIn = String(envVar(environment, ['DBT_ENV_SECRET_PW'], 'hidden'))
  expect(standIn).not.toContain('hunter2')
  expect(hidesSecret(standIn)).toBe(true)
  expect(hidesSecret('plain')).toBe(false)
  const both = `${standIn}-${String(envVar(environment, ['DBT_ENV_SECRET_B'], 'hidden'))}`
  expect(revealSecrets(both, environment)).toBe('hunter2-b')
})

test('on Windows the case of a name does not matter', () => {
  expect(envVar({ OS: 'Windows_NT', Path: 'c:' }, ['PATH'])).toBe('c:')
  expect(errorOf(() => envVar({ Path: 'c:' }, ['PATH']))).toMatchObject({ code: 'missing-env-var' })
})
