import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/ApiError'
import { faultsOf, noFields, requestOf } from './sourceForm'

describe('requestOf', () => {
  it('leaves out what was left empty', () => {
    expect(requestOf('jane', noFields, undefined)).toEqual({
      kind: 'jane',
      settings: {},
    })
  })
  it('sends the token that was shown before connecting', () => {
    const fields = { ...noFields, name: ' Downtown ', shopUrl: 'https://shop.example ' }
    expect(requestOf('jane', fields, 't0ken')).toEqual({
      kind: 'jane',
      name: 'Downtown',
      token: 't0ken',
      settings: { shopUrl: 'https://shop.example' },
    })
  })
})

describe('faultsOf', () => {
  it('puts each fault at its field', () => {
    const error = new ApiError({
      title: '',
      detail: '',
      status: 400,
      errors: { 'settings.shopUrl': ['Give a full http or https address.'] },
    })
    expect(faultsOf(error)).toEqual({ shopUrl: 'Give a full http or https address.' })
    expect(faultsOf(new Error('x'))).toEqual({})
  })
})
