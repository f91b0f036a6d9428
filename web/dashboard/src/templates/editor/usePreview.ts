import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData } from '@tanstack/react-query'
import { useMemo } from 'react'
import { $api } from '../../api'
import type { Content } from './content'

/** The message as the server renders it now, for one contact; the one before stays until the new one is here. */
export function usePreview(content: Content, contactId: string | undefined) {
  const { subject, preheader, html, text } = content
  // The same object for the same words: a new one with each render would never settle.
  const same = useMemo(() => ({ subject, preheader, html, text }), [subject, preheader, html, text])
  const [settled] = useDebouncedValue(same, 300)
  return $api.useQuery(
    'post',
    '/api/templates/preview',
    { body: contactId === undefined ? settled : { ...settled, contactId } },
    { placeholderData: keepPreviousData, gcTime: 60_000 },
  )
}
