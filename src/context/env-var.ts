import type { Callable } from '../jinja/values/value.ts'
import { missingEnvVar, secretEnvVar } from './errors.ts'
import { hostFunction } from './host-function.ts'

/** Environment variables by name. */
export type Surroundings = Readonly<Record<string, string | undefined>>

/** Variables of this prefix are secrets: only connections and package sources may use them. */
export const SECRET_PREFIX = 'DBT_ENV_SECRET'

// Private-use characters: no value a user writes contains them by accident.
const OPEN = '\uE000'
const CLOSE = '\uE001'
const HIDDEN = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g')

/**
 * `env_var(name, default)`. A secret is refused; where `secrets` is `hidden` it answers a stand-in instead, which
 * `revealSecrets` exchanges once rendering is done, so that no filter can take a secret apart (dbt/context/secret.py).
 */
export function envVarFunction(environment: Surroundings, secrets: 'refused' | 'hidden' = 'refused'): Callable {
  return hostFunction('env_var', ['var', 'default?'], (call) => {
    const name = call.text('var')
    const isSecret = name.startsWith(SECRET_PREFIX)
    if (isSecret && secrets === 'refused') throw secretEnvVar(name)
    const value = environmentVariable(environment, name)
    if (value !== undefined) return isSecret ? OPEN + name + CLOSE : value
    const otherwise = call.get('default') ?? null
    if (otherwise === null) throw missingEnvVar(name, isSecret ? [] : Object.keys(environment))
    return otherwise
  })
}

/** The value of a variable. Windows knows no case in their names. */
export function environmentVariable(environment: Surroundings, name: string): string | undefined {
  if (Object.hasOwn(environment, name)) return environment[name]
  if (environment.OS !== 'Windows_NT') return undefined
  const same = Object.keys(environment).find((key) => key.toUpperCase() === name.toUpperCase())
  return same === undefined ? undefined : environment[same]
}

/** `text` with its stand-ins exchanged for the secrets they stand for. */
export function revealSecrets(text: string, environment: Surroundings): string {
  return text.replace(HIDDEN, (_whole, name: string) => environmentVariable(environment, name) ?? '')
}

/** True when `text` holds a stand-in for a secret. */
export function hidesSecret(text: string): boolean {
  return text.includes(OPEN)
}
