import type { MethodName } from '../selection-spec.ts'
import { config } from './config.ts'
import { fqn } from './fqn.ts'
import type { Method } from './method.ts'
import { byName, source } from './named.ts'
import { file, path } from './path.ts'
import { access, group, packageName, resourceType, tag } from './property.ts'
import { result, sourceStatus } from './result.ts'
import { state } from './state.ts'
import { testName, testType } from './test.ts'
import { version } from './version.ts'

/** Every way to look for resources, by its name in a criterion; `selector` is none, as it looks at selections. */
export const METHODS: Readonly<Record<Exclude<MethodName, 'selector'>, Method>> = {
  fqn,
  tag,
  group,
  access,
  source,
  path,
  file,
  package: packageName,
  config,
  test_name: testName,
  test_type: testType,
  resource_type: resourceType,
  state,
  exposure: byName('exposure'),
  metric: byName('metric'),
  result,
  source_status: sourceStatus,
  version,
  semantic_model: byName('semantic_model'),
  saved_query: byName('saved_query'),
  unit_test: byName('unit_test'),
  function: byName('function'),
  feature_view: byName('feature_view'),
  training_set: byName('training_set'),
}
