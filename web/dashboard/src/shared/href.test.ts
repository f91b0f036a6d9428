import { describe, expect, it } from 'vitest'
import { pathOf } from './href'

describe('pathOf', () => {
  it('reads path and search of an address of the dashboard', () => {
    expect(pathOf('/campaigns/cmp_1?tab=report')).toEqual({
      pathname: '/campaigns/cmp_1',
      search: { tab: 'report' },
    })
    expect(pathOf('/settings/integrations')).toEqual({ pathname: '/settings/integrations', search: {} })
  })
  it('leads home instead of out of the dashboard', () => {
    expect(pathOf('https://elsewhere.example/')).toEqual({ pathname: '/', search: {} })
    expect(pathOf('//elsewhere.example/')).toEqual({ pathname: '/', search: {} })
  })
})
