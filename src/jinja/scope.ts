import { assertNever } from '../base/assert-never.ts'
import type { Expression, Parameter, Statement, Target } from './ast.ts'
import { expressionNames, namespaceNames, targetNames } from './names.ts'

/** What a variable holds before the template assigns it. */
type Origin =
  /** Always assigned: an argument, a loop's target. */
  | { readonly kind: 'given' }
  /** What the host says; a missing value if it says nothing. */
  | { readonly kind: 'host' }
  /** A missing value: the name belongs to the template, also before it is assigned. */
  | { readonly kind: 'missing' }
  /** What the variable of the enclosing scope holds when this scope is entered. */
  | { readonly kind: 'copy'; readonly of: string }

/** How to read a name: from `variable` if there is one, and where that may be unassigned, from `otherwise`. */
export interface Access {
  readonly variable: string | undefined
  readonly otherwise: 'host' | 'missing' | undefined
}

/** What the scopes of one template share. */
export interface Names {
  /** A new JavaScript variable at each call. */
  fresh(): string
  /** Gets every name that the template assigns. */
  readonly assigned: Set<string>
}

const HOST = { kind: 'host' } as const

/**
 * The names of one scope: the template, one pass of a loop, a macro, a `with`, a captured text. Which variable a name
 * means is decided before anything runs, as in Jinja2: a name that is assigned anywhere in a scope means the scope's own
 * variable in all of it; an `if` is no scope, but what only one of its branches assigns falls back to the host.
 */
export class Scope {
  readonly parent: Scope | undefined
  readonly #names: Names
  /** JavaScript variables by name, shared with the copies made for the branches of an `if`. */
  readonly #variables: Map<string, string>
  #refs = new Map<string, string>()
  #origins = new Map<string, Origin>()
  #stores = new Set<string>()

  constructor(names: Names, parent?: Scope, variables = new Map<string, string>()) {
    this.#names = names
    this.parent = parent
    this.#variables = variables
  }

  /** A scope inside this one. */
  inner(): Scope {
    return new Scope(this.#names, this)
  }

  /** A scope inside this one that uses the variables of `other` where they give the same names. */
  innerSharing(other: Scope): Scope {
    return new Scope(this.#names, this, other.#variables)
  }

  /** The JavaScript variable of a name that has been seen in this scope or one around it. */
  find(name: string): string | undefined {
    return this.#refs.get(name) ?? this.parent?.find(name)
  }

  /** How to read a name that has been seen. */
  access(name: string): Access {
    const variable = this.find(name)
    const { kind } = variable === undefined ? HOST : this.#originOf(variable)
    return { variable: this.#isAssigned(name) ? variable : undefined, otherwise: kind === 'given' ? undefined : kind }
  }

  /** False for a name that only the host gives a value: it needs no variable. */
  #isAssigned(name: string): boolean {
    if (this.#refs.has(name)) return this.#stores.has(name)
    return this.parent === undefined ? false : this.parent.#isAssigned(name)
  }

  /** Copies lead to what they copy. */
  #originOf(variable: string): Exclude<Origin, { kind: 'copy' }> {
    const origin = this.#origins.get(variable)
    if (origin === undefined) return this.parent === undefined ? HOST : this.parent.#originOf(variable)
    return origin.kind === 'copy' ? this.#originOf(origin.of) : origin
  }

  /** The variables to declare when the scope is entered (`given` ones left out) and what they start with. */
  declarations(): readonly { readonly variable: string; readonly copyOf: string | undefined }[] {
    return [...this.#stores].flatMap((name) => {
      const variable = this.#refs.get(name)
      const origin = variable === undefined ? undefined : this.#origins.get(variable)
      if (variable === undefined || origin === undefined || origin.kind === 'given') return []
      return [{ variable, copyOf: origin.kind === 'copy' ? this.parent?.access(name).variable : undefined }]
    })
  }

  /** Makes `name` a variable of this scope that is assigned from the start. */
  give(name: string): string {
    this.#assigns(name)
    return this.#define(name, { kind: 'given' })
  }

  load(name: string): void {
    if (this.find(name) === undefined) this.#define(name, { kind: 'host' })
  }

  store(name: string): void {
    this.#assigns(name)
    if (this.#refs.has(name)) return
    const outer = this.parent?.find(name)
    this.#define(name, outer === undefined ? { kind: 'missing' } : { kind: 'copy', of: outer })
  }

  #assigns(name: string): void {
    this.#stores.add(name)
    this.#names.assigned.add(name)
  }

  #define(name: string, origin: Origin): string {
    let variable = this.#variables.get(name)
    if (variable === undefined) {
      variable = this.#names.fresh()
      this.#variables.set(name, variable)
    }
    this.#refs.set(name, variable)
    this.#origins.set(variable, origin)
    return variable
  }

  #copy(): Scope {
    const copy = new Scope(this.#names, this.parent, this.#variables)
    copy.#refs = new Map(this.#refs)
    copy.#origins = new Map(this.#origins)
    copy.#stores = new Set(this.#stores)
    return copy
  }

  /** Takes in what the branches of an `if` did. A name that only they assign may stay unassigned. */
  #join(branches: readonly Scope[]): void {
    const assigned = new Set(branches.flatMap((branch) => [...branch.#stores]))
    for (const name of this.#stores) assigned.delete(name)
    for (const branch of branches) {
      for (const [name, variable] of branch.#refs) this.#refs.set(name, variable)
      for (const [variable, origin] of branch.#origins) this.#origins.set(variable, origin)
      for (const name of branch.#stores) this.#stores.add(name)
    }
    for (const name of assigned) {
      const outer = this.parent?.find(name)
      const variable = this.#refs.get(name)
      if (variable !== undefined)
        this.#origins.set(variable, outer === undefined ? { kind: 'host' } : { kind: 'copy', of: outer })
    }
  }

  read(node: Expression | null): void {
    if (node !== null) expressionNames(node, (name) => this.load(name))
  }

  assign(target: Target): void {
    namespaceNames(target, (name) => this.load(name))
    targetNames(target, (name) => this.store(name))
  }

  giveTarget(target: Target): void {
    targetNames(target, (name) => this.give(name))
  }

  giveParameters(parameters: readonly Parameter[]): void {
    for (const { name } of parameters) this.give(name)
    for (const parameter of parameters) this.read(parameter.default)
  }

  /** Takes in the statements of this scope; those of scopes inside it count with what they read outside of their own. */
  analyze(body: readonly Statement[]): void {
    for (const statement of body) this.#statement(statement)
  }

  #statement(node: Statement): void {
    switch (node.kind) {
      case 'text':
      case 'break':
      case 'continue':
      case 'autoescape':
      case 'named-block':
        break
      case 'output':
      case 'do':
        this.read(node.expression)
        break
      case 'set':
        this.read(node.value)
        this.assign(node.target)
        break
      case 'set-block':
        this.assign(node.target)
        break
      case 'if':
        this.#branches(node)
        break
      case 'for':
        this.read(node.iterable)
        break
      case 'macro':
        this.store(node.name)
        break
      case 'call-block':
        this.read(node.call)
        break
      case 'filter-block':
        this.read(node.filter)
        break
      case 'with':
        for (const { value } of node.assignments) this.read(value)
        break
      default:
        assertNever(node)
    }
  }

  /** The first test belongs to the scope. As in Jinja2 all `elif`s together are one branch, each an `if` within it. */
  #branches(node: Extract<Statement, { kind: 'if' }>): void {
    const [first, ...rest] = node.branches
    if (first === undefined) return
    this.read(first.test)
    const body = this.#copy()
    body.analyze(first.body)
    const elifs = this.#copy()
    for (const { test, body } of rest) elifs.#branches({ ...node, branches: [{ test, body }], otherwise: [] })
    const otherwise = this.#copy()
    otherwise.analyze(node.otherwise)
    this.#join([body, elifs, otherwise])
  }
}
