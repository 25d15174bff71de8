/** What the templates of a project are read with: its vars, its macros, and what is known of those. */
import { MacroLibrary } from '../context/macro-library.ts'
import { hasTemplatedVars, type VarTable, varTable } from '../context/var.ts'
import type { Project } from '../project/project.ts'
import type { Macro } from '../resources/macro.ts'
import { MacroFactBook } from './macro-facts.ts'
import { MacroResolver } from './macro-resolver.ts'

/** `var` in every package of a project. */
export function projectVars({ commandVars, settings, packages }: Project): VarTable {
  return varTable(commandVars, settings.name, new Map(packages.map((one) => [one.name, one.settings.vars])))
}

export function macroGround(
  macros: readonly Omit<Macro, 'dependsOn'>[],
  { commandVars, settings, packages }: Project,
): { readonly library: MacroLibrary; readonly facts: MacroFactBook } {
  const library = new MacroLibrary(macros, settings.name, settings.dispatch)
  const isTemplated = hasTemplatedVars([...packages.map((one) => one.settings.vars), commandVars])
  return { library, facts: new MacroFactBook(library, new MacroResolver(macros, settings.name), isTemplated) }
}
