import { repr } from '../../jinja/values/print.ts'
import type { Fixture, UnitTest } from '../../resources/unit-test.ts'
import { toTemplateValue, type YamlValue } from '../../yaml/yaml-value.ts'

/**
 * What dbt takes the checksum of: the parts of a unit test as Python prints them, all but its description
 * (`build_unit_test_checksum` in dbt/contracts/graph/nodes.py). States are compared across engines.
 */
export function unitTestText(test: Pick<UnitTest, 'model' | 'versions' | 'given' | 'expect' | 'overrides'>): string {
  const { versions, overrides, given } = test
  const inputs = given.map((one) => `UnitTestInputFixture(input=${python(one.input)}, ${fixtureText(one)})`)
  const parts = [
    test.model,
    versions === null
      ? 'None'
      : `UnitTestNodeVersions(include=${python(versions.include as YamlValue)}, exclude=${python(versions.exclude as YamlValue)})`,
    `[${inputs.join(', ')}]`,
    `UnitTestOutputFixture(${fixtureText(test.expect)})`,
    overrides === null
      ? 'None'
      : `UnitTestOverrides(macros=${python(overrides.macros)}, vars=${python(overrides.vars)}, env_vars=${python(overrides.env_vars)})`,
    ...given.flatMap((one) => (one.fixture === null ? [] : [python(one.rows as YamlValue, true)])),
  ]
  return parts.join('-')
}

const FORMATS = { dict: 'Dict', csv: 'CSV', sql: 'SQL' } as const

function fixtureText({ rows, format, fixture }: Fixture): string {
  const name = `<UnitTestFormat.${FORMATS[format]}: '${format}'>`
  return `rows=${python(rows as YamlValue)}, format=${name}, fixture=${python(fixture)}`
}

/** Text that stands by itself is printed without quotes. */
function python(value: YamlValue, bare = false): string {
  return bare && typeof value === 'string' ? value : repr(toTemplateValue(value))
}
