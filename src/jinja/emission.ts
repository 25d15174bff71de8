import type { Scope } from './scope.ts'

/**
 * The JavaScript being written for one template. Nothing of the template gets into it but through `JSON.stringify`;
 * variables are numbered, attributes and items go through the values' own functions.
 */
export class Unit {
  readonly source: string
  /** What the code refers to as `k[0]`, `k[1]`, …: values that have no literal in JavaScript, or are kept out of it. */
  readonly constants: unknown[] = []
  readonly #isShape: boolean
  /** Filters and tests in the order they are met, for the check before anything runs. */
  readonly uses: Use[] = []
  /** Every name the template assigns: candidates when a name is missing. */
  readonly assigned = new Set<string>()
  readonly #lookups = new Map<string, string>()
  #last = 0

  /** `isShape`: texts and places are kept out of the code, so that templates of one shape have the same. */
  constructor(source: string, isShape: boolean) {
    this.source = source
    this.#isShape = isShape
  }

  /** A new JavaScript variable. */
  readonly fresh = (): string => `v${++this.#last}`

  constant(value: unknown): string {
    return `k[${this.constants.push(value) - 1}]`
  }

  text(text: string): string {
    return this.#isShape ? this.constant(text) : JSON.stringify(text)
  }

  number(number: number): string {
    return this.#isShape ? this.constant(number) : String(number)
  }

  /** The variable that holds a filter or test of the environment. */
  use(kind: 'filter' | 'test', name: string, offset: number, optional: boolean): string {
    const key = `${kind} ${name}`
    let variable = this.#lookups.get(key)
    if (variable === undefined) {
      variable = this.fresh()
      this.#lookups.set(key, variable)
    }
    this.uses.push({ kind, name, offset, optional })
    return variable
  }

  /** The declarations of what `use` gave. */
  lookups(): string {
    return [...this.#lookups]
      .map(([key, variable]) => {
        const [kind, name] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)]
        return `const ${variable}=${kind}Named(env,${JSON.stringify(name)});`
      })
      .join('')
  }
}

/** A filter or test by name; `optional` when it stands in a condition, where Jinja2 misses it only if it is reached. */
export interface Use {
  readonly kind: 'filter' | 'test'
  readonly name: string
  readonly offset: number
  readonly optional: boolean
}

/** One JavaScript function being written. */
export class FunctionCode {
  code = ''
  /** Whether it waits for anything: only then is it `async`. */
  waits = false
  readonly #temporaries: string[] = []
  readonly #fresh: () => string

  constructor(fresh: () => string) {
    this.#fresh = fresh
  }

  write(code: string): void {
    this.code += code
  }

  temporary(): string {
    const name = this.#fresh()
    this.#temporaries.push(name)
    return name
  }

  /** `await`s an expression, but only if a promise came back. `t` is read right after it is written, so one will do. */
  wait(expression: string): string {
    this.waits = true
    return `((t=${expression})instanceof Promise?await t:t)`
  }

  get keyword(): 'async function' | 'function' {
    return this.waits ? 'async function' : 'function'
  }

  /** `let` for everything the function needs besides its own variables. */
  get declarations(): string {
    return `let ${['t', ...this.#temporaries].join(',')};`
  }
}

/** Where printed text goes. */
export type Output =
  /** Added to a variable; `mapped` when the place of each piece is kept. */
  | { readonly kind: 'text'; readonly variable: string; readonly mapped: boolean }
  /** Each value as it is, into the list `n`. */
  | { readonly kind: 'values' }

/** Where in a template code is being written. */
export interface Place {
  readonly unit: Unit
  readonly into: FunctionCode
  readonly scope: Scope
  readonly output: Output
  /** In a branch, and in no scope opened since: Jinja2's "soft" frame. */
  readonly optional: boolean
  /** Arguments of the macro at hand whose defaults are not evaluated yet. */
  readonly pending: ReadonlySet<string>
}
