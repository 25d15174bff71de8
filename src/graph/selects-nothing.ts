/** Why a word of the command line selected nothing, and what might have been meant. */
import type { Diagnostic } from '../base/diagnostic.ts'
import { didYouMean, nearMiss } from '../base/near-miss.ts'
import { selectsDisabled, selectsNothing } from './errors.ts'
import type { GraphResource } from './graph.ts'
import type { Scope } from './methods/method.ts'
import { METHODS } from './methods/methods.ts'
import type { Selectors } from './parse-selectors.ts'
import type { Criterion, SelectionSpec, Word } from './selection-spec.ts'

/** Ways by which a bare word may have been meant, most likely first. */
const OTHER_METHODS = ['tag', 'source', 'exposure', 'package', 'group', 'test_name', 'file', 'path'] as const

/** Lists longer than this help nobody. */
const MOST_NAMED = 12

export function explainNothing(
  word: Word,
  parts: readonly SelectionSpec[],
  scope: Scope & { readonly selectors: Selectors },
): Diagnostic {
  const criteria = parts.filter((part) => part.kind === 'criterion')
  const quiet = { ...scope, report: () => {} }
  const empty = criteria.find((criterion) => !matchesAny(criterion, scope.graph.resources.values(), quiet))
  if (empty === undefined) {
    const several = criteria.length > 1
    return selectsNothing(word, several ? 'each part selects something, but nothing is in all of them' : undefined)
  }
  const { manifest } = scope.graph
  const off = [...manifest.nodes.values()].filter((node) => !node.config.enabled)
  const disabled = [...[...manifest.disabled.values()].flat(), ...off].filter(matcherOf(empty, quiet))
  if (disabled.length > 0) return selectsDisabled(word, disabled)
  if (word.raw === '') return selectsNothing(word, 'leave the flag out to select everything')
  if (empty.value === '') return selectsNothing(word, 'a comma or an operator stands beside nothing')
  return selectsNothing(word, suggestion(empty, quiet))
}

function suggestion(criterion: Criterion, scope: Scope & { readonly selectors: Selectors }): string | undefined {
  const wanted = String(criterion.value)
  const own = criterion.method === 'selector' ? [] : [...METHODS[criterion.method].values(criterion, scope)]
  const bare = criterion.method === 'fqn' && !criterion.raw.includes('fqn:')
  const prefix = bare ? '' : `${[criterion.method, ...criterion.keys].join('.')}:`
  if (!bare) return ask(prefix, nearMiss(wanted, own)) ?? listed(prefix, own)
  const elsewhere = otherMeanings(wanted, scope)
  const exact = elsewhere.find(([, values]) => values.has(wanted))
  if (exact !== undefined) return ask(`${exact[0]}:`, wanted)
  const near = didYouMean(wanted, own)
  if (near !== undefined) return near
  for (const [method, values] of elsewhere) {
    const other = nearMiss(wanted, values)
    if (other !== undefined) return ask(`${method}:`, other)
  }
  return undefined
}

function otherMeanings(wanted: string, scope: Scope & { readonly selectors: Selectors }) {
  const values = (method: (typeof OTHER_METHODS)[number]) => {
    const criterion: Criterion = { ...ANY, method, raw: wanted, value: wanted }
    return new Set(METHODS[method].values(criterion, scope))
  }
  const selectors = ['selector', new Set(scope.selectors.specs.keys())] as const
  return [...OTHER_METHODS.map((method) => [method, values(method)] as const), selectors]
}

const ANY = {
  kind: 'criterion',
  keys: [],
  parents: 0,
  children: 0,
  childrensParents: false,
  indirect: 'eager',
} as const

function ask(prefix: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `did you mean '${prefix}${value}'?`
}

function listed(prefix: string, values: readonly string[]): string | undefined {
  const names = [...new Set(values)].sort()
  if (names.length === 0) return `the project has nothing that '${prefix}' could find`
  return names.length > MOST_NAMED ? undefined : `'${prefix}' finds ${names.join(', ')}`
}

function matchesAny(criterion: Criterion, resources: Iterable<GraphResource>, scope: Scope): boolean {
  const matches = matcherOf(criterion, scope)
  for (const resource of resources) if (matches(resource)) return true
  return false
}

/** A selector that selected nothing is not searched again. */
function matcherOf(criterion: Criterion, scope: Scope): (resource: GraphResource) => boolean {
  return criterion.method === 'selector' ? () => true : METHODS[criterion.method].matcher(criterion, scope)
}
