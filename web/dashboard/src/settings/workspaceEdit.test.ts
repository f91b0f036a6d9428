import { describe, expect, it } from 'vitest'
import { editOf, fieldsOf, undoOf, type WorkspaceView } from './workspaceEdit'

const saved: WorkspaceView = {
  id: 'wsp_1',
  uid: '100200',
  name: 'Corner Store',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  country: 'FR',
  callingCode: '33',
  plan: 'marketing_pro',
  emailConsentDefault: 'unsubscribed',
  attributionClickDays: 5,
  attributionOpenDays: 1,
  createdAt: '2026-11-21T08:00:00Z',
}

describe('editOf', () => {
  it('sends nothing when nothing was changed', () => {
    expect(editOf(saved, { ...fieldsOf(saved), attributionClickDays: '5' })).toEqual({})
  })
  it('sends only what was changed, without the spaces around a name', () => {
    expect(editOf(saved, { ...fieldsOf(saved), name: ' Corner ', attributionOpenDays: 2 })).toEqual({
      name: 'Corner',
      attributionOpenDays: 2,
    })
  })
})

describe('undoOf', () => {
  it('takes back exactly what an edit changed', () => {
    expect(undoOf(saved, { name: 'Corner' })).toEqual({ name: 'Corner Store' })
  })
})
