import { expect, test } from 'vitest'
import { load, withFiles } from '../testing/load-project.ts'
import { eventTimeFilter } from './event-time-filter.ts'

test('the column of an event time is quoted as it says itself, else as its source does', async () => {
  await using folder = await withFiles({
    'models/m.sql': "select 1 as id from {{ source('raw', 'plain') }}",
    'models/sources.yml': `sources:
  - name: raw
    config: {event_time: At}
    tables:
      - name: plain
      - {name: quoted, columns: [{name: At, quote: true}]}
  - name: all
    quoting: {column: true}
    config: {event_time: At}
    tables:
      - name: plain
      - {name: silent, columns: [{name: At}]}
      - {name: not_quoted, columns: [{name: At, quote: false}]}
`,
  })
  const { manifest } = await load(folder)
  const reader = [...manifest.nodes.values()].find(({ name }) => name === 'm')
  if (reader === undefined) throw new Error('no model')
  const fields = [...manifest.sources.values()].map((source) => [
    `${source.sourceName}.${source.name}`,
    eventTimeFilter(reader, source, { start: 'a', end: 'b' })?.field,
  ])
  expect(Object.fromEntries(fields)).toEqual({
    'raw.plain': 'At',
    'raw.quoted': '"At"',
    'all.plain': '"At"',
    'all.silent': '"At"',
    'all.not_quoted': 'At',
  })
})
