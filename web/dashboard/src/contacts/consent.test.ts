import { describe, expect, it } from 'vitest'
import { teller } from './consent'

describe('teller', () => {
  it('names the person, the key or the page', () => {
    expect(teller('user:ada@example.com')).toBe('by ada@example.com')
    expect(teller('key:Web shop: main')).toBe('by the API key Web shop: main')
    expect(teller('page')).toBe('on the unsubscribe page')
  })
  it('shows a source it does not know as it is', () => {
    expect(teller('import-2026')).toBe('by import-2026')
  })
})
