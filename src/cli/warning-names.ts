/**
 * dbt's names of warnings (dbt/events/types.py), and which of our codes each stands for. Many have none: what they tell
 * cannot happen here, or is told by nothing but a deprecation of dbt's. They may still stand in `--warn-error-options`.
 */
import { nearMiss } from '../base/near-miss.ts'

const DEPRECATIONS: Readonly<Record<string, readonly string[]>> = {
  ArgumentsPropertyInGenericTestDeprecation: [],
  ConfigDataPathDeprecation: ['deprecated-key'],
  ConfigLogPathDeprecation: [],
  ConfigSourcePathDeprecation: ['deprecated-key'],
  ConfigTargetPathDeprecation: [],
  CustomKeyInConfigDeprecation: ['unknown-config'],
  CustomKeyInObjectDeprecation: ['unknown-property', 'unknown-flag'],
  CustomOutputPathInSourceFreshnessDeprecation: [],
  CustomTopLevelKeyDeprecation: ['unknown-key'],
  DeprecationsSummary: [],
  DuplicateNameDistinctNodeTypesDeprecation: ['same-name'],
  DuplicateYAMLKeysDeprecation: ['duplicate-yaml-key'],
  EnvironmentVariableNamespaceDeprecation: [],
  EnvironmentVariableRenamed: [],
  ExposureNameDeprecation: [],
  GenerateSchemaNameNullValueDeprecation: ['no-schema'],
  GenericJSONSchemaValidationDeprecation: ['unknown-property'],
  GenericSemanticLayerDeprecation: [],
  InternalDeprecation: [],
  MFCumulativeTypeParamsDeprecation: [],
  MFTimespineWithoutYamlConfigurationDeprecation: [],
  MetricAttributesRenamed: [],
  MicrobatchMacroOutsideOfBatchesDeprecation: ['microbatch-macro-at-once'],
  MissingArgumentsPropertyInGenericTestDeprecation: [],
  MissingPlusPrefixDeprecation: [],
  ModelParamUsageDeprecation: [],
  ModulesItertoolsUsageDeprecation: [],
  PackageInstallPathDeprecation: [],
  PackageMaterializationOverrideDeprecation: [],
  PackageRedirectDeprecation: ['moved-package'],
  ProjectFlagsMovedDeprecation: [],
  PropertyMovedToConfigDeprecation: [],
  ResourceNamesWithSpacesDeprecation: ['name-with-space'],
  SourceFreshnessProjectHooksNotRun: [],
  SourceOverrideDeprecation: [],
  SpacesInResourceNameDeprecation: ['name-with-space'],
  TestsConfigDeprecation: ['deprecated-key'],
  TimeDimensionsRequireGranularityDeprecation: [],
  UnexpectedJinjaBlockDeprecation: ['jinja-ignored', 'no-snapshot-block'],
  WEOIncludeExcludeDeprecation: [],
}

const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  DeprecatedModel: [],
  DeprecatedReference: [],
  DepsScrubbedPackageName: [],
  DepsUnpinned: ['unpinned-package'],
  FreshnessConfigProblem: [],
  InvalidConcurrentBatchesConfig: [],
  InvalidMacroAnnotation: ['macro-arguments'],
  InvalidValueForField: [],
  JinjaLogWarning: ['template-warned'],
  LogFreshnessResult: ['source-stale'],
  LogTestResult: ['test-warned'],
  MFConverterIssue: [],
  MacroNotFoundForPatch: ['properties-without-node'],
  MicrobatchModelNoEventTimeInputs: ['microbatch-no-event-time'],
  NoNodeForYamlKey: ['properties-without-node'],
  NoNodesForSelectionCriteria: ['selects-nothing', 'selects-disabled'],
  NoNodesSelected: ['nothing-selected'],
  NodeNotFoundOrDisabled: ['unknown-ref', 'disabled-ref', 'unknown-source', 'disabled-source'],
  NothingToDo: ['nothing-selected'],
  PackageNodeDependsOnRootProjectNode: [],
  RunResultWarning: ['test-warned'],
  RunResultWarningMessage: ['test-warned'],
  SeedExceedsLimitAndPathChanged: ['seed-compared-by-path'],
  SeedExceedsLimitChecksumChanged: ['seed-compared-by-path'],
  SeedExceedsLimitSamePath: ['seed-compared-by-path'],
  SeedIncreased: ['seed-compared-by-path'],
  SelectExcludeIgnoredWithSelectorWarning: [],
  SemanticValidationFailure: [],
  SnapshotTimestampWarning: ['template-warned'],
  UnsupportedConstraintMaterialization: [],
  UnusedResourceConfigPath: ['unused-config-path'],
  UnusedTables: ['unused-config-path'],
  UnversionedBreakingChange: ['broken-contract'],
  UpcomingReferenceDeprecation: [],
  V2ParserEnd: [],
  ValidationWarning: [],
  WarnStateTargetEqual: [],
  WrongResourceSchemaFile: ['properties-without-node'],
}

/** dbt's word for all deprecations together. */
export const ALL_DEPRECATIONS = 'Deprecations'

const DEPRECATION_CODES: ReadonlySet<string> = new Set(Object.values(DEPRECATIONS).flat())

/** True for what dbt calls a deprecation. */
export function isDeprecation(code: string): boolean {
  return DEPRECATION_CODES.has(code)
}

/** Our codes for a name; null for one that nobody knows. Codes of ours stand for themselves. */
export function codesOf(name: string): readonly string[] | null {
  const codes = DEPRECATIONS[name] ?? WARNINGS[name]
  if (codes !== undefined) return codes
  return name === ALL_DEPRECATIONS || /^[a-z]+(?:-[a-z]+)*$/.test(name) ? [name] : null
}

/** The name that may have been meant. */
export function nearestName(name: string): string | undefined {
  return nearMiss(name, [...Object.keys(DEPRECATIONS), ...Object.keys(WARNINGS), ALL_DEPRECATIONS])
}
