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

/** One sentence for a person: what went wrong and what to do. The server's own words come first. */
export function errorSentence(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'The dashboard failed on this. Reload the page; if it happens twice, tell whoever runs Beckon.'
  const { detail, errors, title, status } = error.problem
  if (detail) return asSentence(detail)
  const first = Object.values(errors).flat()[0]
  if (first) return asSentence(first)
  // Titles of 4xx are written for people; those of 5xx and 401 are the protocol's ("Internal Server Error").
  const written = status >= 400 && status < 500 && ![401, 403, 404].includes(status) && title.includes(' ')
  return written && title !== 'Bad Request' ? asSentence(title) : byStatus(status)
}
