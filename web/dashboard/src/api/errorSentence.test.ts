import { describe, expect, it } from 'vitest'
import { ApiError, readProblem } from './ApiError'
import { errorSentence } from './errorSentence'

const refused = (status: number, body: unknown = null) => new ApiError(readProblem(status, body))

describe('the sentence for an error', () => {
  it('is the server’s own where it has one', () => {
    expect(errorSentence(refused(409, { title: 'Conflict', detail: 'A campaign has this name' }))).toBe(
      'A campaign has this name.',
    )
    const wrong = { title: 'E-mail and password do not match.', detail: 'Check both and try again.' }
    expect(errorSentence(refused(401, wrong))).toBe(
      'E-mail and password do not match. Check both and try again.',
    )
  })
  it('is the first fault of a form where that is all there is', () => {
    const body = { title: 'One or more validation errors occurred.', errors: { email: ['Enter an e-mail.'] } }
    expect(errorSentence(refused(400, body))).toBe('Enter an e-mail.')
  })
  it('says that Beckon cannot be reached', () => {
    expect(errorSentence(refused(0))).toBe('Beckon cannot be reached. Check your connection, then try again.')
  })
  it('does not repeat the protocol’s words', () => {
    const sentence = errorSentence(refused(500, { title: 'Internal Server Error' }))
    expect(sentence).toBe(
      'The server failed on this. Try again; if it happens twice, tell whoever runs Beckon.',
    )
    expect(errorSentence(refused(403, { title: 'Forbidden' }))).toContain('Your role does not allow this.')
  })
  it('survives an answer that is no problem at all', () => {
    expect(errorSentence(refused(502, '<html>Bad gateway</html>'))).toContain('The server failed on this.')
    expect(errorSentence(new TypeError('x is not a function'))).toContain('Reload the page')
  })
})

describe('the fault of one field', () => {
  it('is found by its path whatever the case', () => {
    const error = refused(400, {
      errors: { 'workspace.TimeZone': ['No such zone.', 'Second.'], Email: 'Taken.' },
    })
    expect(error.fieldError('workspace.timeZone')).toBe('No such zone.')
    expect(error.fieldError('email')).toBe('Taken.')
    expect(error.fieldError('password')).toBeUndefined()
  })
})
