import { expect, test } from 'vitest'
import { AssayError } from '../base/diagnostic.ts'
import {
  cases,
  defaultKinds,
  manifest,
  previous,
  type RecordedCase,
  selectorDefinitions,
} from '../testing/recorded-selection.ts'
import { buildGraph } from './graph.ts'
import { parseSelection } from './parse-selection.ts'
import { parseSelectors } from './parse-selectors.ts'
import { select } from './select.ts'

const graph = buildGraph(manifest)

function answer(given: RecordedCase) {
  const { indirect = 'eager' } = given
  const selectors = parseSelectors(selectorDefinitions, indirect)
  const spec = parseSelection({ ...given, indirectSelection: indirect }, selectors)
  const kinds = new Set(given.resource_types ?? defaultKinds)
  return select(graph, spec, { kinds, blank: true, selectors, ...(given.state ? { previous } : {}) })
}

function describe({ select, exclude, selector, indirect, resource_types: kinds, state }: RecordedCase): string {
  const words = { select, exclude, selector, indirect, kinds, state }
  return Object.entries(words)
    .filter(([, value]) => value !== undefined)
    .map(([flag, value]) => `--${flag} ${Array.isArray(value) ? value.join(' | ') : value}`)
    .join(' ')
}

test.each(cases.filter(({ error }) => error === undefined).map((one) => [describe(one), one] as const))(
  'selects what dbt selects: %s',
  (_name, one) => {
    const { ids, diagnostics } = answer(one)
    expect(ids).toEqual(one.ids)
    const unmatched = diagnostics.filter(({ code }) => code === 'selects-nothing' || code === 'selects-disabled')
    // dbt takes the gap between two spaces for a word that selects nothing; it is no word here.
    const words = one.unmatched?.filter((word) => word !== '' || one.select?.includes(''))
    expect(unmatched.map(({ message }) => message.split("'")[1])).toEqual(words)
  },
)

test.each(cases.filter(({ error }) => error !== undefined).map((one) => [describe(one), one] as const))(
  'objects where dbt objects: %s',
  (_name, one) => {
    expect(() => answer(one)).toThrow(AssayError)
  },
)
