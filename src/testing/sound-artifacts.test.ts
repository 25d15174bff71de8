import { expect, test } from 'vitest'
import { toManifestJson } from '../artifacts/manifest/to-manifest.ts'
import { QUOTE_ALL } from '../resources/relation.ts'
import { manifestOf, model } from './manifest-builder.ts'
import { origin } from './origin.ts'
import { expectSound } from './sound-artifacts.ts'

/** A good manifest of one model, as text is parsed: to be spoiled. */
function goodManifest() {
  return JSON.parse(JSON.stringify(toManifestJson(manifestOf(model('orders')), { origin, quoting: QUOTE_ALL })))
}

test('what we write is sound', () => {
  expect(() => expectSound('manifest.json', goodManifest())).not.toThrow()
})

test('a key too many is none of the format', () => {
  const manifest = goodManifest()
  manifest.nodes['model.shop.orders'].flavour = 'sweet'
  expect(() => expectSound('manifest.json', manifest)).toThrow("the format knows no key 'flavour'")
})

test('a key too few is missed, though readers do without it', () => {
  const manifest = goodManifest()
  delete manifest.nodes['model.shop.orders'].doc_blocks
  delete manifest.metadata.run_started_at
  expect(() => expectSound('manifest.json', manifest)).toThrow(
    'manifest.json lacks /metadata/run_started_at, /nodes/model.shop.orders/doc_blocks',
  )
})
