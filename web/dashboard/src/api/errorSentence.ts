import { ApiError } from './ApiError'

const asSentence = (text: string): string => {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

const byStatus = (status: number): string => {
  switch (status) {
    case 0:
      return 'Beckon cannot be reached. Check your connection, then try again.'
    case 401:
      return 'You are signed out. Sign in to go on.'
    case 403:
      return 'Your role does not allow this. Ask an owner of the workspace.'
    case 404:
      return 'This no longer exists, or never did. Go back and pick another.'
    case 409:
    case 412:
      return 'Somebody changed this in the meantime. Reload to see their version, then try again.'
    case 413:
      return 'That is too large to be sent. Make it smaller and try again.'
    case 429:
      return 'Too many tries in a short time. Wait a minute, then try again.'
    default:
      return status >= 500
        ? 'The server failed on this. Try again; if it happens twice, tell whoever runs Beckon.'
        : 'The server did not accept this. Check what you entered and try again.'
  }
}

/**
 * What went wrong and what to do, for a person. The server writes the first as the problem's title and the second as
 * its detail; titles that are no sentences are the protocol's own ("Internal Server Error") and say nothing.
 */
export function errorSentence(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'The dashboard failed on this. Reload the page; if it happens twice, tell whoever runs Beckon.'
  const { detail, errors, title, status } = error.problem
  const faults = Object.values(errors).flat()
  if (faults.length > 0) return faults.slice(0, 3).map(asSentence).join(' ')
  const what = title.trim().endsWith('.') ? title.trim() : ''
  if (detail) return `${what} ${asSentence(detail)}`.trim()
  return what || byStatus(status)
}
