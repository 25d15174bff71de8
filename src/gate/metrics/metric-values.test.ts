import { expect, test } from 'vitest'
import { metricsFromFile, metricsFromRows } from './metric-values.ts'

const NAMED = { metric: 'metric', value: 'value' }

function read(file: string, text: string): unknown {
  const found = metricsFromFile(file, text)
  return found.kind === 'values' ? Object.fromEntries(found.values) : found.message
}

test('a table has a row for each metric, whatever the case of its columns, or a column for each', () => {
  expect(
    metricsFromRows(
      ['Metric', 'VALUE', 'split'],
      [
        ['auc', '0.8', 'test'],
        ['ece', null, 'test'],
      ],
      NAMED,
    ),
  ).toEqual(new Map([['auc', [0.8]]]))
  expect(metricsFromRows(['auc', 'model'], [['0.8', 'm1']], NAMED)).toEqual(new Map([['auc', [0.8]]]))
  expect(metricsFromRows(['name', 'score'], [['auc', '0.8']], { metric: 'name', value: 'score' })).toEqual(
    new Map([['auc', [0.8]]]),
  )
})

test('values that are not told apart are all there', () => {
  expect(
    metricsFromRows(
      ['metric', 'value'],
      [
        ['auc', '0.8'],
        ['auc', '0.9'],
      ],
      NAMED,
    ),
  ).toEqual(new Map([['auc', [0.8, 0.9]]]))
})

test('JSON names values, nests them, or has rows', () => {
  expect(read('m.json', '{"auc": 0.8, "macro avg": {"f1-score": 0.7, "support": 12}, "note": "x"}')).toEqual({
    auc: [0.8],
    'macro avg.f1-score': [0.7],
    'macro avg.support': [12],
  })
  expect(read('m.json', '[{"metric": "auc", "value": 0.8}, {"metric": "ece", "value": 0.1}]')).toEqual({
    auc: [0.8],
    ece: [0.1],
  })
})

test('CSV has rows or columns, with or without a byte order mark', () => {
  expect(read('m.csv', '\ufeffmetric,value\nauc, 0.8\n')).toEqual({ auc: [0.8] })
  expect(read('M.CSV', 'auc,ece\n0.8,0.1\n')).toEqual({ auc: [0.8], ece: [0.1] })
})

test('what cannot be read says why; what is no number is no value', () => {
  expect(read('m.json', '{"auc": ')).toMatch(/^cannot be read: .*JSON/)
  expect(read('m.csv', 'metric,value\nauc,NaN\nece,high\n')).toEqual({})
})
