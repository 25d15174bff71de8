import type { Json } from '../../base/json.ts'
import type { ArgumentFact } from '../site-data.ts'

/** The texts that are not empty. */
export function given<K extends string>(texts: Readonly<Record<K, string>>): { readonly [P in K]?: string } {
  const found = Object.entries<string>(texts).filter(([, text]) => text !== '')
  return Object.fromEntries(found) as { readonly [P in K]?: string } // the keys are those that came in
}

/** The lists and mappings that hold anything. */
export function present<T extends Readonly<Record<string, object>>>(parts: T): Partial<T> {
  const found = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)
  return Object.fromEntries(found) as Partial<T> // the keys are those that came in
}

interface DescribedArgument {
  readonly name: string
  readonly description: string | null
}

export function argumentFacts(
  list: readonly (DescribedArgument & ({ readonly type: string | null } | { readonly data_type: string }))[],
): readonly ArgumentFact[] {
  return list.map((argument) => ({
    name: argument.name,
    type: ('data_type' in argument ? argument.data_type : argument.type) ?? '',
    description: argument.description ?? '',
  }))
}

/** `Ada <ada@example.com>` */
export function ownerText(owner: Readonly<Record<string, unknown>> | undefined): string {
  const name = typeof owner?.name === 'string' ? owner.name : ''
  const email = Array.isArray(owner?.email) ? owner.email.join(', ') : (owner?.email ?? '')
  if (typeof email !== 'string' || email === '') return name
  return name === '' ? email : `${name} <${email}>`
}

export function plain(value: unknown): Json {
  return value as Json // it was read as JSON
}
