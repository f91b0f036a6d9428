import { expect, it } from 'vitest'
import { derivedBy } from './derived'

it('says why Beckon told of an abandoned cart, and nothing of what a source told', () => {
  expect(derivedBy({ derivedBy: 'beckon', idleMinutes: 1 })).toBe('the cart had not changed for 1 minute')
  expect(derivedBy({ derivedBy: 'beckon', idleMinutes: 60 })).toBe('the cart had not changed for 60 minutes')
  expect(derivedBy({ derivedBy: 'somebody' })).toBeUndefined()
  expect(derivedBy(null)).toBeUndefined()
})
