import type { Invocation } from '../context/invocation.ts'
import type { MacroLibrary } from '../context/macro-library.ts'
import type { VarTable } from '../context/var.ts'
import type { Package, Project } from '../project/project.ts'
import type { ConfigShelves } from './config/shelves.ts'
import type { MacroFactBook } from './macro-facts.ts'
import type { PropertySource } from './properties/properties.ts'
import type { RelationNamer } from './relation-namer.ts'
import type { Report } from './report.ts'
import type { VersionsByFile } from './versions.ts'

/** What every reader of a resource is given: the project, what is known of it so far, and where to report. */
export interface Parsing {
  readonly project: Project
  readonly invocation: Invocation
  readonly library: MacroLibrary
  readonly facts: MacroFactBook
  readonly vars: VarTable
  readonly properties: PropertySource
  /** Which of a package's model files are versions of a model. */
  readonly versions: (package_: Package) => VersionsByFile
  readonly shelves: ConfigShelves
  readonly namer: RelationNamer
  readonly report: Report
  /** Seconds since 1970, one moment for the whole parse. */
  readonly createdAt: number
}
