import { queryOptions } from '@tanstack/react-query'
import { api, ApiError, bodyOf, type components } from '../api'

export type Session = components['schemas']['Session']
export type SessionWorkspace = Session['workspace']

/** Who is signed in, or null: being signed out is an answer, not a failure. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await bodyOf(api.GET('/api/session', { signal }))
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
})

/** Whether this Beckon is brand new and waits for its first owner. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  staleTime: 60_000,
  queryFn: ({ signal }) => bodyOf(api.GET('/api/setup', { signal })),
})
