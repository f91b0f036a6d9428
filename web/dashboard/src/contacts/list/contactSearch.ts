import { choiceParam, searchOf, textParam } from '../../shared/search'
import { sorts } from '../sorts'

/** Where people may stand on a channel, as the filter says it. */
export const consentChoices = [
  'email:subscribed',
  'email:unsubscribed',
  'email:pending',
  'email:never',
  'sms:subscribed',
  'sms:unsubscribed',
  'sms:never',
  'push:subscribed',
  'push:unsubscribed',
] as const

const yesNo = ['true', 'false'] as const

const scoreParam = (search: Record<string, unknown>, name: string): number | undefined => {
  const score = Number(search[name])
  return search[name] !== undefined && Number.isInteger(score) && score >= 1 && score <= 5 ? score : undefined
}

/** The list's filters, sort, columns and open panel, as they stand in the URL. */
export const readContactSearch = (search: Record<string, unknown>) =>
  searchOf({
    q: textParam(search, 'q'),
    list: textParam(search, 'list'),
    tag: textParam(search, 'tag'),
    consent: choiceParam(search, 'consent', consentChoices),
    known: choiceParam(search, 'known', yesNo),
    ordered: choiceParam(search, 'ordered', yesNo),
    segment: textParam(search, 'segment'),
    recency: scoreParam(search, 'recency'),
    frequency: scoreParam(search, 'frequency'),
    audience: textParam(search, 'audience'),
    sort: choiceParam(search, 'sort', sorts),
    cols: textParam(search, 'cols'),
    peek: textParam(search, 'peek'),
  })

export type ContactSearch = ReturnType<typeof readContactSearch>

/** What of it says which contacts are meant, in the API's words. */
export function filterOf(search: ContactSearch) {
  const { q, list, tag, consent, known, ordered, segment, recency, frequency, audience } = search
  return {
    ...(q !== undefined && { q }),
    ...(list !== undefined && { list }),
    ...(tag !== undefined && { tag }),
    ...(consent !== undefined && { consent }),
    ...(known !== undefined && { known: known === 'true' }),
    ...(ordered !== undefined && { ordered: ordered === 'true' }),
    ...(segment !== undefined && { segment }),
    ...(recency !== undefined && { recency }),
    ...(frequency !== undefined && { frequency }),
    ...(audience !== undefined && { audience }),
  }
}

export type ContactFilter = ReturnType<typeof filterOf>
