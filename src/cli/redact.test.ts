import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactSecrets, writeJson } from './redact.ts'

const redact = redactSecrets({ DBT_ENV_SECRET_TOKEN: 'pa$$ wörd/+', DBT_ENV_SECRETLY: 'hidden-too', HOME: '/home/me' })

test.each([
  ['as it is', 'token pa$$ wörd/+ used', 'token ***** used'],
  ['in a URL', 'https://x/?t=pa%24%24%20w%C3%B6rd%2F%2B', 'https://x/?t=*****'],
  ['in a form', 't=pa%24%24+w%C3%B6rd%2F%2B', 't=*****'],
  ['as hex', Buffer.from('pa$$ wörd/+').toString('hex'), '*****'],
  ['of any variable with the prefix', 'hidden-too', '*****'],
  ['but nothing else', 'the folder /home/me', 'the folder /home/me'],
])('a secret is hidden %s', (_how, text, expected) => {
  expect(redact(text)).toBe(expected)
})

test('a secret is hidden in base64 wherever it stands in the encoded text', () => {
  const secrets = fc
    .string({ minLength: 6, maxLength: 30, unit: 'grapheme' })
    .filter((text) => Buffer.byteLength(text) > 7)
  const beside = fc.string({ maxLength: 10 })
  fc.assert(
    fc.property(secrets, beside, beside, (secret, before, after) => {
      const hide = redactSecrets({ DBT_ENV_SECRET_X: secret })
      const encoded = Buffer.from(before + secret + after).toString('base64')
      const left = hide(encoded)
      expect(left).toContain('*****')
      // What can be read up to there is what stood before, and no byte of the secret.
      expect(Buffer.from(left.split('*****')[0] ?? '', 'base64').length).toBeLessThanOrEqual(Buffer.byteLength(before))
    }),
  )
})

test('one secret inside another leaves nothing of either', () => {
  const hide = redactSecrets({ DBT_ENV_SECRET_A: 'abcdef', DBT_ENV_SECRET_B: 'abcdefghi' })
  expect(hide('abcdefghi abcdef')).toBe('***** *****')
})

test('JSON stays JSON whatever the secret looks like', () => {
  const hide = redactSecrets({ DBT_ENV_SECRET_A: '123', DBT_ENV_SECRET_B: '"x"' })
  expect(JSON.parse(writeJson({ code: 1234, text: 'a 123 b "x"' }, hide))).toEqual({
    code: 1234,
    text: 'a ***** b *****',
  })
})

test('a value too short to be a secret is let through', () => {
  expect(redactSecrets({ DBT_ENV_SECRET_A: 'x' })('x-ray')).toBe('x-ray')
})
