/**
 * Files → resources. The flow: macros and docs blocks → property files → nodes, each from its file, what describes it
 * and the project's configs → generic tests → refs and sources resolved → the manifest.
 * Errors are gathered all along and thrown together; warnings travel in the manifest.
 */

import type { Diagnostic } from '../base/diagnostic.ts'
import { AdapterValue } from '../context/adapter/adapter-value.ts'
import { PARSE_METHODS } from '../context/adapter/parse-methods.ts'
import { baseNames } from '../context/base-names.ts'
import { Directory } from '../context/directory.ts'
import type { Invocation } from '../context/invocation.ts'
import type { MacroLibrary } from '../context/macro-library.ts'
import { Scope } from '../context/scope.ts'
import { type VarTable, varFunction } from '../context/var.ts'
import type { ConfigSection, Project } from '../project/project.ts'
import { behaves } from '../resources/behavior.ts'
import type { Manifest } from '../resources/manifest.ts'
import { reportTrees } from './config/project-trees.ts'
import { configShelves } from './config/shelves.ts'
import { draftDeclarations } from './declared/draft-declared.ts'
import { readDocs } from './docs.ts'
import { draftExposures, draftNodes, draftSources, draftUnitTests, readGroups } from './draft.ts'
import { draftLeakageTests } from './draft-leakage-tests.ts'
import { draftTests } from './draft-tests.ts'
import { macroGround, projectVars } from './ground.ts'
import { describeMacros } from './macro-properties.ts'
import { readMacros } from './macros.ts'
import { gatherOverloads } from './overloads.ts'
import type { Parsing } from './parsing.ts'
import { Properties } from './properties/properties.ts'
import type { PropertyList } from './properties/property-entry.ts'
import { readProperties } from './properties/read-properties.ts'
import { reportRivals } from './properties/rivals.ts'
import { RelationNamer } from './relation-namer.ts'
import type { ProjectDirectory } from './resolve.ts'
import { draftSemantic } from './semantic/draft-semantic.ts'
import { settle } from './settle.ts'
import { versionedFiles } from './versions.ts'

export interface ParseOptions {
  /** What else is wrong, of what could be understood, if anything is: this room knows nothing of graphs. */
  readonly more?: (manifest: Manifest) => readonly Diagnostic[]
  /** When: `created_at` of all resources. The start of the command, if nothing is said. */
  readonly at?: Date
}

/** Understands a project. Throws an AssayError with everything that is wrong in it. */
export async function parseProject(
  project: Project,
  invocation: Invocation,
  { more = () => [], at = invocation.startedAt }: ParseOptions = {},
): Promise<Manifest> {
  const rootPackage = project.settings.name
  const createdAt = at.getTime() / 1000
  const diagnostics: Diagnostic[] = [...project.diagnostics]
  const told = new Set<string>()
  // A hook in a project file is read once for every model that has it: what is wrong in it is told once.
  const report = (diagnostic: Diagnostic): void => {
    const { code, message, at } = diagnostic
    const key = `${code}\n${message}\n${at?.file}:${at?.line}:${at?.column}`
    if (at !== undefined && told.has(key)) return
    told.add(key)
    diagnostics.push(diagnostic)
  }
  const vars = projectVars(project)
  const properties = new Properties(await readProperties(project, invocation, vars, report), report)
  const macros = describeMacros(readMacros(project.packages, createdAt, report), properties, {
    rootPackage,
    validates: behaves(invocation.projectFlags ?? {}, 'validate_macro_args'),
    report,
  })
  const { library, facts } = macroGround(macros, project)
  const versions = new Map(project.packages.map((p) => [p.name, versionedFiles(p, properties, report)]))
  const parsing: Parsing = {
    project,
    invocation,
    library,
    facts,
    vars,
    properties,
    versions: (package_) => versions.get(package_.name) ?? new Map(),
    shelves: configShelves(),
    namer: new RelationNamer(library, (packageName) => namingScope(packageName, library, invocation, vars)),
    report,
    createdAt,
  }

  const docs = await readDocs(project.packages, report)
  const { drafts, broken } = await draftNodes(parsing, properties)
  const declared = await draftDeclarations(parsing, broken)
  const nodes = [...gatherOverloads(drafts, parsing), ...[...declared.views, ...declared.sets].map(({ node }) => node)]
  const sources = draftSources(parsing, broken)
  const exposures = await draftExposures(parsing)
  const directory: ProjectDirectory = new Directory(
    nodes,
    sources.map(([source]) => source),
    rootPackage,
    behaves(invocation.projectFlags ?? {}, 'require_ref_searches_node_package_before_root'),
  )
  const tests = [
    ...(await draftTests(nodes, sources, directory, parsing)),
    ...(await draftLeakageTests(nodes, declared, parsing)),
  ]
  reportRivals(nodes, properties, report)
  properties.reportUnused(namesByList(drafts, macros), report)
  const semantic = await draftSemantic(nodes, parsing)
  const { models, metrics, queries } = semantic
  const all = [
    ...nodes,
    ...tests,
    ...sources.map(([source]) => source),
    ...exposures,
    ...models,
    ...metrics,
    ...queries,
  ]
  // What could not be read has no path: then nobody can say which ones lead nowhere.
  const complete = !diagnostics.some((diagnostic) => diagnostic.severity === 'error')
  reportTrees(project.settings, complete ? (section) => fqnsOf(all, section) : null, report)
  return settle(
    {
      macros,
      docs,
      nodes,
      tests,
      sources: sources.map(([source]) => source),
      exposures,
      unitTests: await draftUnitTests(parsing),
      groups: readGroups(parsing),
      semantic,
      declared,
      broken,
    },
    directory,
    diagnostics,
    parsing,
    more,
  )
}

/** The naming macros run before anything is known of the graph: they see the project, its vars and its target. */
function namingScope(packageName: string, library: MacroLibrary, invocation: Invocation, vars: VarTable): Scope {
  const scope: Scope = new Scope({
    library,
    packageName,
    chance: invocation.chance,
    names: [
      {
        var: () => varFunction(vars.forNode(packageName, [packageName])),
        execute: () => false,
        adapter: () => new AdapterValue(() => scope, [PARSE_METHODS]),
        database: () => invocation.target.database,
        schema: () => invocation.target.schema,
      },
      baseNames(invocation, 'Thread-1'),
    ],
  })
  return scope
}

const SECTION_OF: Readonly<Record<string, ConfigSection>> = {
  model: 'models',
  operation: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  test: 'data_tests',
  source: 'sources',
  exposure: 'exposures',
  function: 'functions',
  semantic_model: 'semantic-models',
  metric: 'metrics',
  saved_query: 'saved-queries',
}

function fqnsOf(
  resources: readonly { readonly kind: string; readonly fqn: readonly string[] }[],
  section: ConfigSection,
): readonly (readonly string[])[] {
  return resources.filter(({ kind }) => SECTION_OF[kind] === section).map(({ fqn }) => fqn)
}

function namesByList(
  nodes: readonly { readonly kind: string; readonly name: string }[],
  macros: readonly { readonly name: string }[],
): ReadonlyMap<PropertyList, ReadonlySet<string>> {
  const of = (kind: string): ReadonlySet<string> =>
    new Set(nodes.filter((node) => node.kind === kind).map((node) => node.name))
  return new Map<PropertyList, ReadonlySet<string>>([
    ['models', of('model')],
    ['seeds', of('seed')],
    ['snapshots', of('snapshot')],
    ['analyses', of('analysis')],
    ['functions', of('function')],
    ['data_tests', of('test')],
    ['macros', new Set(macros.map((macro) => macro.name))],
  ])
}
