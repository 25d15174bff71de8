import type {
  DataTestConfig,
  ExposureConfig,
  FunctionConfig,
  ModelConfig,
  NodeConfig,
  SeedConfig,
  SemanticConfig,
  SnapshotConfig,
  SourceConfig,
  UnitTestConfig,
} from '../../resources/config.ts'
import {
  dataTestConfigSchema,
  exposureConfigSchema,
  functionConfigSchema,
  modelConfigSchema,
  nodeConfigSchema,
  savedQueryConfigSchema,
  seedConfigSchema,
  semanticConfigSchema,
  settleBegin,
  settleStoreFailures,
  snapshotConfigSchema,
  sourceConfigSchema,
  unitTestConfigSchema,
} from './config-schemas.ts'
import { ConfigShelf } from './resolve-config.ts'

/** One shelf of resolved configs for each kind of resource. */
export interface ConfigShelves {
  readonly model: ConfigShelf<ModelConfig>
  readonly node: ConfigShelf<NodeConfig>
  readonly seed: ConfigShelf<SeedConfig>
  readonly snapshot: ConfigShelf<SnapshotConfig>
  readonly test: ConfigShelf<DataTestConfig>
  readonly source: ConfigShelf<SourceConfig>
  readonly function: ConfigShelf<FunctionConfig>
  readonly exposure: ConfigShelf<ExposureConfig>
  readonly semantic: ConfigShelf<SemanticConfig>
  readonly savedQuery: ConfigShelf<SemanticConfig>
  readonly unitTest: ConfigShelf<UnitTestConfig>
}

export function configShelves(): ConfigShelves {
  return {
    model: new ConfigShelf(modelConfigSchema, settleBegin),
    node: new ConfigShelf(nodeConfigSchema),
    seed: new ConfigShelf(seedConfigSchema),
    snapshot: new ConfigShelf(snapshotConfigSchema),
    test: new ConfigShelf(dataTestConfigSchema, settleStoreFailures),
    source: new ConfigShelf(sourceConfigSchema),
    function: new ConfigShelf(functionConfigSchema),
    exposure: new ConfigShelf(exposureConfigSchema),
    semantic: new ConfigShelf(semanticConfigSchema),
    savedQuery: new ConfigShelf(savedQueryConfigSchema),
    unitTest: new ConfigShelf(unitTestConfigSchema),
  }
}
