import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/ApiError'
import type { Integration } from './catalogue'
import { asked, faultsOf, fieldsFor, patchOf, requestOf } from './sourceForm'

const setting = (
  name: string,
  more: Partial<Integration['settings'][number]> = {},
): Integration['settings'][number] => ({
  name,
  title: name,
  description: '',
  kind: 'text',
  required: false,
  default: null,
  secret: false,
  ...more,
})

const shop = {
  kind: 'shop',
  name: 'Shop',
  settings: [
    setting('token', { kind: 'secret', secret: true }),
    setting('signingSecret', { kind: 'secret', secret: true }),
    setting('accessToken', { kind: 'secret', secret: true }),
    setting('shopUrl', { kind: 'url' }),
    setting('abandonAfterMinutes', { kind: 'minutes', default: '60' }),
    setting('mapping', { kind: 'mapping' }),
  ],
}

const fields = (values: Record<string, string>, name = '') => ({
  name,
  values: { ...fieldsFor(shop).values, ...values },
})

describe('the form of a source', () => {
  it('asks for everything but the token and the mapping', () => {
    expect(asked(shop).map(({ name }) => name)).toEqual([
      'signingSecret',
      'accessToken',
      'shopUrl',
      'abandonAfterMinutes',
    ])
  })

  it('begins with the defaults, and shows no secret', () => {
    expect(fieldsFor(shop).values).toEqual({
      signingSecret: '',
      accessToken: '',
      shopUrl: '',
      abandonAfterMinutes: '60',
    })
    expect(fieldsFor(shop, { name: 'Mine', settings: {} }).values['abandonAfterMinutes']).toBe('')
  })
})

describe('requestOf', () => {
  it('leaves out what was left empty', () => {
    expect(requestOf(shop, fields({ abandonAfterMinutes: '' }), undefined)).toEqual({
      kind: 'shop',
      settings: { abandonAfterMinutes: '' },
    })
  })

  it('puts each value where the API wants it', () => {
    const filled = fields(
      { shopUrl: 'https://shop.example ', signingSecret: 's1', accessToken: 'a1' },
      ' Downtown ',
    )
    expect(requestOf(shop, filled, 't0ken')).toEqual({
      kind: 'shop',
      name: 'Downtown',
      token: 't0ken',
      signingSecret: 's1',
      secrets: { accessToken: 'a1' },
      settings: { shopUrl: 'https://shop.example', abandonAfterMinutes: '60' },
    })
  })
})

describe('patchOf', () => {
  it('keeps the mapping, which has a page of its own', () => {
    expect(patchOf(shop, { settings: { mapping: '{}' } }, fields({}))).toEqual({
      name: 'Shop',
      settings: { abandonAfterMinutes: '60', mapping: '{}' },
    })
  })
})

describe('faultsOf', () => {
  it('puts each fault at its field', () => {
    const error = new ApiError({
      title: '',
      detail: '',
      status: 400,
      errors: {
        'settings.shopUrl': ['Give a full http or https address.'],
        'secrets.accessToken': ['This is required.'],
      },
    })
    expect(faultsOf(error, shop)).toEqual({
      'values.shopUrl': 'Give a full http or https address.',
      'values.accessToken': 'This is required.',
    })
    expect(faultsOf(new Error('x'), shop)).toEqual({})
  })
})
