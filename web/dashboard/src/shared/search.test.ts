import { describe, expect, it } from 'vitest'
import { choiceParam, choicesParam, dayParam, searchOf, textParam, wholeParam } from './search'

describe('filters in the URL', () => {
  it('reads text, also when it looks like a number', () => {
    expect(textParam({ q: 'ada' }, 'q')).toBe('ada')
    expect(textParam({ q: 4917012345 }, 'q')).toBe('4917012345')
    expect(textParam({ q: '  ' }, 'q')).toBeUndefined()
    expect(textParam({ q: ['ada'] }, 'q')).toBeUndefined()
  })
  it('leaves out choices that do not exist', () => {
    expect(choiceParam({ status: 'sent' }, 'status', ['sent', 'skipped'])).toBe('sent')
    expect(choiceParam({ status: 'eaten' }, 'status', ['sent', 'skipped'])).toBeUndefined()
    expect(choicesParam({ s: 'skipped,eaten,sent,sent' }, 's', ['sent', 'skipped'])).toEqual([
      'sent',
      'skipped',
    ])
    expect(choicesParam({ s: ['sent', 7] }, 's', ['sent', 'skipped'])).toEqual(['sent'])
    expect(choicesParam({ s: 'eaten' }, 's', ['sent'])).toBeUndefined()
  })
  it('reads whole numbers and real days only', () => {
    expect(wholeParam({ n: '12' }, 'n')).toBe(12)
    expect(wholeParam({ n: -1 }, 'n')).toBeUndefined()
    expect(wholeParam({ n: 'x' }, 'n')).toBeUndefined()
    expect(dayParam({ d: '2026-02-28' }, 'd')).toBe('2026-02-28')
    expect(dayParam({ d: '2026-02-30' }, 'd')).toBeUndefined()
    expect(dayParam({ d: 'today' }, 'd')).toBeUndefined()
  })
  it('leaves no trace of a filter that is not set', () => {
    expect(Object.keys(searchOf({ q: undefined, status: 'sent' }))).toEqual(['status'])
  })
})
