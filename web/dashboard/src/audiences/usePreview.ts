import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, bodyOf } from '../api'
import type { Filter } from './filter'

const patience = 250

/** Who fits a filter now, asked again a moment after it has changed; the answer before stays until the next has come. */
export function usePreview(filter: Filter) {
  const [asked] = useDebouncedValue(filter, patience)
  return useQuery({
    queryKey: ['audience-preview', asked],
    queryFn: ({ signal }) =>
      bodyOf(api.POST('/api/audiences/preview', { body: { filter: asked, sample: 6 }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 5_000,
  })
}

export type Preview = ReturnType<typeof usePreview>
