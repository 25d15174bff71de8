/**
 * The package's door `./jinja`: Jinja2 for JavaScript, without dbt.
 *
 *     import { hostFunction, render } from 'assay/jinja'
 *     await render('{% for x in xs %}{{ twice(x) }} {% endfor %}', { xs: [1, 2], twice: hostFunction((n) => n * 2) })
 */
import { AssayError, type Diagnostic, diagnosticsOf } from '../base/diagnostic.ts'
import type { Environment } from './environment.ts'
import { BUILT_IN_FILTERS } from './filters/table.ts'
import { BUILT_IN_GLOBALS } from './globals.ts'
import { toValue } from './host-value.ts'
import { renderTemplate } from './rendering.ts'
import { parseTemplate } from './template.ts'
import { BUILT_IN_TESTS } from './tests/table.ts'
import { Undefined, type Value } from './values/value.ts'

export { hostFunction } from './host-value.ts'

/** What `render` throws. `line` and `column` count from 1. */
export class TemplateError extends AssayError {
  readonly line: number
  readonly column: number

  constructor(first: Diagnostic, ...more: readonly Diagnostic[]) {
    super(first, ...more)
    this.line = first.at?.line ?? 1
    this.column = first.at?.column ?? 1
  }
}

/**
 * Renders `source` as Jinja2 3.1 with default settings does, with its `do` and loop control extensions. `context` is
 * plain data (see `toValue`) and functions marked with `hostFunction`. Throws a TemplateError, or a TypeError for a
 * context that is not plain.
 */
export async function render(source: string, context: Readonly<Record<string, unknown>>): Promise<string> {
  const environment = environmentOf(context)
  try {
    const { text } = await renderTemplate(parseTemplate(source, '<template>'), environment)
    return text
  } catch (error) {
    const [first, ...more] = diagnosticsOf(error)
    throw new TemplateError(first, ...more)
  }
}

function environmentOf(context: Readonly<Record<string, unknown>>): Environment {
  const values = new Map<string, Value>(Object.entries(BUILT_IN_GLOBALS))
  for (const [name, value] of Object.entries(context)) if (value !== undefined) values.set(name, toValue(value, name))
  return {
    filters: BUILT_IN_FILTERS,
    tests: BUILT_IN_TESTS,
    lookup: (name) => values.get(name),
    names: () => values.keys(),
    makeUndefined: (...asked) => new Undefined(...asked),
  }
}
