import { revealSecrets, SECRET_PREFIX, type Surroundings } from '../context/env-var.ts'
import type { Address } from './package-spec.ts'

/** Stands where a secret was. */
export const MASK = '*****'

/** `rendered` holds stand-ins for secrets, `written` is the template it came from. */
export function addressOf(rendered: string, written: string, environment: Surroundings): Address {
  const real = revealSecrets(rendered, environment)
  return { real, written: scrub(written, environment), shown: withoutUser(scrub(written, environment)) }
}

/** `text` without the values of the environment's secrets. */
export function scrub(text: string, environment: Surroundings): string {
  let scrubbed = text
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith(SECRET_PREFIX) && value !== undefined && value.trim() !== '')
      scrubbed = scrubbed.replaceAll(value, MASK)
  }
  return scrubbed
}

/** What a program said about an address, with that address as it may be shown. */
export function withoutAddress(text: string, address: Address, environment: Surroundings): string {
  const user = /^[a-z+]+:\/\/([^/@]+)@/i.exec(address.real)?.[1]
  const plain = text.replaceAll(address.real, address.shown)
  const hidden = user === undefined ? plain : user.split(':').reduce(hide, plain.replaceAll(`${user}@`, ''))
  // A secret with a slash in it is taken apart on its way through an address.
  const secrets = Object.entries(environment).filter(([name]) => name.startsWith(SECRET_PREFIX))
  const parts = secrets.flatMap(([, value = '']) => (address.real.includes(value) ? value.split(/[/@:?#]/) : []))
  return parts.reduce(hide, scrub(hidden, environment))
}

/** Short parts (`git@`) are no secrets, and hiding them would take the text apart. */
function hide(text: string, part: string): string {
  return part.length < 8 ? text : text.replaceAll(part, MASK).replaceAll(decoded(part), MASK)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // no valid escape: it is as it is
  }
}

/** `https://token@host/path` is shown as `https://host/path`; a template may stand before the `@`. */
function withoutUser(address: string): string {
  return address.replace(/^([a-z+]+:\/\/)(?:\{\{.*?\}\}|[^/@{])+@/i, '$1')
}
