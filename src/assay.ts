/**
 * The one door of the package: what may be imported from it, and nothing else.
 *
 *   readProject → parseProject → buildGraph → select → compileNode / run
 *
 * Each takes what the one before gives. `wiring/` ties the rooms together.
 */

export { compareFeatureViews } from './artifacts/assay/compare-feature-views.ts'
export { describeFeatureView } from './artifacts/assay/declared-sections.ts'
export { readAssay } from './artifacts/assay/read-assay.ts'
export { toAssayJson } from './artifacts/assay/to-assay.ts'
export { type CatalogRow, readCatalogRows } from './artifacts/catalog/catalog-rows.ts'
export { toCatalogJson } from './artifacts/catalog/to-catalog.ts'
export { toFailingRowsJson } from './artifacts/failing-rows/to-failing-rows.ts'
export { toGraphSummaryJson } from './artifacts/graph-summary.ts'
export { describeLeak, leakingColumns, worstOf } from './artifacts/leakage/describe-leak.ts'
export { toLeakageJson } from './artifacts/leakage/to-leakage.ts'
export { compiledPath, madeByCompiling, madeByRunning, runPath } from './artifacts/manifest/made.ts'
export { toManifestJson } from './artifacts/manifest/to-manifest.ts'
export { type MetricsRead, toMetricsJson } from './artifacts/metrics/to-metrics.ts'
export type { Origin } from './artifacts/origin.ts'
export { lastResults } from './artifacts/run-results/last-results.ts'
export { resultsOfLastRun, tellsOfNodes } from './artifacts/run-results/last-run.ts'
export { toRunResultsJson } from './artifacts/run-results/to-run-results.ts'
export { toSemanticManifestJson } from './artifacts/semantic-manifest.ts'
export { toFreshnessJson, toSourcesJson } from './artifacts/sources/to-sources.ts'
export { describeVersion, toTrainingSetsJson } from './artifacts/training-sets/to-training-sets.ts'
export { AssayError, type Diagnostic, diagnosticsOf } from './base/diagnostic.ts'
export type { CompiledNode, Compiler } from './compile/compiler.ts'
export { NO_DATABASE } from './compile/no-database.ts'
export type { Invocation } from './context/invocation.ts'
export { DBT_VERSION } from './context/invocation.ts'
export { ARTIFACT_FILES } from './docs/artifact-files.ts'
export { isLocal } from './docs/local-host.ts'
export type { ServedSite } from './docs/serve-site.ts'
export type { LeakageReport } from './features/leakage/leakage.ts'
export { codeHash } from './features/training/code-hash.ts'
export { describeSet, isTrainingSet } from './features/training/described-set.ts'
export { compareVersions } from './features/versions/compare-versions.ts'
export { versionsBeyond, versionsToDrop } from './features/versions/drop-versions.ts'
export { chooseVersion, readVersions, trainingSetsOf } from './features/versions/read-versions.ts'
export { catalogColumns } from './gate/catalog-columns.ts'
export type { Catalog } from './gate/evidence.ts'
export { NO_EVIDENCE } from './gate/evidence.ts'
export { metricsRead, recordedMetrics } from './gate/metrics/recorded-metrics.ts'
export type { GatePlan, SelectIds } from './gate/plan.ts'
export { leakageMessage, recordedLeakage } from './gate/recorded-leakage.ts'
export type { GateVerdict } from './gate/verdict.ts'
export { exitCodeOf, titleOf } from './gate/verdict.ts'
export { findCycles } from './graph/cycles.ts'
export type { Graph } from './graph/graph.ts'
export { buildGraph } from './graph/graph.ts'
export { parseSelection } from './graph/parse-selection.ts'
export { parseSelectors } from './graph/parse-selectors.ts'
export { select } from './graph/select.ts'
export { stateOf } from './graph/state-of.ts'
export { withTestEdges } from './graph/test-edges.ts'
export type { Lineage } from './lineage/lineage.ts'
export { walkLineage } from './lineage/walk.ts'
export { parseNewPackage } from './packages/add-package.ts'
export { type Installation, type InstallOptions, installPackages } from './packages/install-packages.ts'
export { cleanProject } from './project/clean.ts'
export { INLINE_QUERY, withInlineQuery } from './project/inline-query.ts'
export { createProject } from './project/new-project.ts'
export type { Project } from './project/project.ts'
export { readProject } from './project/read-project.ts'
export { readGates } from './project/settings/gates.ts'
export { parseYamlArgument } from './project/yaml-argument.ts'
export { checkedByGates, gateTable } from './reports/of-gates.ts'
export { checkedInRun } from './reports/of-run.ts'
export type { Timeline } from './reports/timing/timeline.ts'
export { behaviorsOf, projectOptions } from './resources/behavior.ts'
export { declaredKind, featureViewOf } from './resources/declared.ts'
export {
  describeExposure,
  describeNode,
  describeSource,
  describeUnitTest,
  type Made,
  storedRelation,
} from './resources/describe.ts'
export { describeResource } from './resources/describe-resource.ts'
export { ageingName, hasFreshness } from './resources/freshness.ts'
export { testsLeakage } from './resources/leakage-test.ts'
export type { Manifest } from './resources/manifest.ts'
export { placeOf } from './resources/node-place.ts'
export { runnableOf, versionedName } from './resources/unit-test.ts'
export { callMacro, execute, findOperation } from './run/call-macro.ts'
export { queryCatalog } from './run/catalog.ts'
export { checkSources } from './run/check-sources.ts'
export { compileNodes } from './run/compile-nodes.ts'
export type { RunEvent } from './run/events.ts'
export type { FreshnessResult } from './run/freshness.ts'
export type { BatchOrders, EarlierBatches } from './run/microbatch/batch-orders.ts'
export { preview } from './run/preview.ts'
export { queryTemplate } from './run/query-template.ts'
export { hasFailures, isFailure, type NodeResult, type RunResults, responseTo } from './run/result.ts'
export { recordMade } from './run/target-schema/record.ts'
export { teardown } from './run/target-schema/teardown.ts'
export { withStoredFailures } from './run/test/stored-failures.ts'
export { tableLines } from './run/test/write-difference.ts'
export type { Warehouse } from './warehouse/warehouse.ts'
export {
  type ArtifactFile,
  type ArtifactFiles,
  type ColumnArtifacts,
  isManifestCurrent,
  type RecordedArtifacts,
  readCatalog,
  readDeferral,
  readLastRun,
  readPreviousState,
  readRecorded,
  traceColumns,
} from './wiring/artifacts.ts'
export { dropTrainingSets } from './wiring/drop-versions.ts'
export { exportTrainingSet } from './wiring/export-versions.ts'
export { judgeGates, metricsOfFile, metricsOfRows, planGates } from './wiring/gates.ts'
export { drawTimeline, type ReportFormat, readTimeline, writeReport } from './wiring/reports.ts'
export { cloneNodes, type RunSettings, run } from './wiring/run.ts'
export { type LeakageSettings, leakage, type RewindSettings, rebuildTrainingSets } from './wiring/run-elsewhere.ts'
export { makeSite, type SiteSettings, serveSite, type WrittenArtifacts } from './wiring/site.ts'
export {
  type CompilerSettings,
  compileNode,
  createCompiler,
  createInvocation,
  type InvocationOptions,
  type Memory,
  parseProject,
  recallProject,
  type Understood,
} from './wiring/understand.ts'
export { connectPostgres, openEmbedded, openWarehouse, type WarehouseOptions } from './wiring/warehouses.ts'
