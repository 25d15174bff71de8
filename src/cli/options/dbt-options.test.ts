import { expect, test } from 'vitest'
import { parseCommandLine } from '../program.ts'

/** dbt-core 1.12's options, read from `dbt <command> --help` and its parameters. A word stands for a value. */
const OF_ALL = `--cache-selected-only --no-cache-selected-only --debug --no-debug -d --defer --no-defer --defer-state d
  --fail-fast --no-fail-fast -x --favor-state --no-favor-state --hints-enabled --no-hints-enabled
  --indirect-selection eager --log-cache-events --no-log-cache-events --log-file-max-bytes 1 --log-format json
  --log-format-file text --log-level debug --log-level-file none --log-path d --macro-debugging --no-macro-debugging
  --maximum-seed-size-mib 1 --partial-parse --no-partial-parse --partial-parse-file-path f --partial-parse-file-diff
  --no-partial-parse-file-diff --populate-cache --no-populate-cache --print --no-print --printer-width 80 --profile p
  --quiet --no-quiet -q --record-timing-info f -r f --send-anonymous-usage-stats --no-send-anonymous-usage-stats
  --single-threaded --no-single-threaded --snowflake-projects-otel --no-snowflake-projects-otel
  --show-all-deprecations --state d --static-parser --no-static-parser --target t -t t --use-colors --no-use-colors
  --use-colors-file --no-use-colors-file --use-experimental-parser --no-use-experimental-parser --use-v2-parser
  --no-use-v2-parser --v2-parser c --version-check --no-version-check --warn-error --warn-error-options {}
  --write-json --no-write-json --use-fast-test-edges --no-use-fast-test-edges --upload-to-artifacts-ingest-api
  --no-upload-to-artifacts-ingest-api`

const PLACE = '--profiles-dir d --project-dir d --target-path d --vars {}'
const SELECTION = '--select a -s a --models a --model a -m a --exclude a --selector s'
const KINDS = '--resource-type model --resource-types model --exclude-resource-type test --exclude-resource-types test'
const BATCHES = '--event-time-start 2024-01-01 --event-time-end 2024-01-02 --sample 3'

const OF_ONE: Readonly<Record<string, string>> = {
  build: `${PLACE} ${SELECTION} ${KINDS} ${BATCHES} --empty --no-empty --export-saved-queries --full-refresh -f --show --store-failures --threads 2 --sqlparse {}`,
  run: `${PLACE} ${SELECTION} ${BATCHES} --empty --no-empty --full-refresh -f --threads 2 --sqlparse {}`,
  test: `${PLACE} ${SELECTION} ${KINDS} --store-failures --threads 2 --sqlparse {}`,
  seed: `${PLACE} ${SELECTION} --empty --full-refresh -f --show --threads 2 --sqlparse {}`,
  snapshot: `${PLACE} ${SELECTION} --empty --threads 2 --sqlparse {}`,
  compile: `${PLACE} ${SELECTION} --full-refresh -f --output json --introspect --no-introspect --empty --inline q --inject-ephemeral-ctes --no-inject-ephemeral-ctes --threads 2`,
  show: `${PLACE} ${SELECTION} --full-refresh -f --output json --limit 3 --introspect --no-introspect --inline q --threads 2`,
  list: `${PLACE} ${SELECTION} ${KINDS} --output json --output-keys name`,
  ls: `${PLACE} ${SELECTION} ${KINDS} --output path --output-keys name`,
  parse: `${PLACE} --threads 2`,
  retry: `${PLACE} --threads 2 --full-refresh -f`,
  clean: `${PLACE} --clean-project-files-only --no-clean-project-files-only`,
  debug: '--profiles-dir d --project-dir d --vars {} --connection --config-dir',
  init: '--profiles-dir d --project-dir d --vars {} --skip-profile-setup --skip-debug',
  'run-operation': `${PLACE} --args {} --sql q --threads 2`,
  'source freshness': `${PLACE} ${SELECTION} --output f -o f --threads 2`,
  'docs generate': `${PLACE} ${SELECTION} --compile --no-compile --empty-catalog --static --threads 2`,
}

test.each(Object.entries(OF_ONE))('%s takes every option that dbt gives it', async (command, own) => {
  for (const option of splitOptions(`${OF_ALL} ${own}`)) {
    const parsed = await parseCommandLine([...command.split(' '), ...option], '1.0.0', 100)
    expect(parsed.kind).toBe('call')
  }
})

test('options of all commands may stand before the verb, as dbt allows it', async () => {
  for (const option of splitOptions(OF_ALL)) {
    const parsed = await parseCommandLine([...option, 'run'], '1.0.0', 100)
    expect(parsed.kind).toBe('call')
  }
})

/** Each option with its value. */
function splitOptions(text: string): readonly (readonly string[])[] {
  const options: string[][] = []
  for (const word of text.split(/\s+/)) {
    if (word.startsWith('-')) options.push([word])
    else options.at(-1)?.push(word)
  }
  return options
}
