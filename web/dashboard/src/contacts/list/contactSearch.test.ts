import { expect, test } from 'vitest'
import { filterOf, readContactSearch } from './contactSearch'

test('what the URL says is understood, and nothing else', () => {
  const search = readContactSearch({
    q: 12,
    consent: 'email:subscribed',
    known: 'true',
    ordered: 'no',
    sort: 'shoe',
    peek: '',
  })
  expect(search).toEqual({ q: '12', consent: 'email:subscribed', known: 'true' })
})

test('a filter has only what narrows it', () => {
  expect(filterOf({ sort: 'name', cols: 'name', known: 'false', tag: 'VIP' })).toEqual({
    known: false,
    tag: 'VIP',
  })
})
