import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './ApiError'

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500

/** The cache of what the server said. `onSignedOut` is called when any call finds the session gone. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (error instanceof ApiError && error.status === 401) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // Long enough that moving between pages feels instant, short enough that a glance back is current.
        staleTime: 15_000,
        // What the server refuses it refuses again; only failures to reach it are worth another try.
        retry: (count, error) => !isRefusal(error) && count < 2,
      },
      mutations: { retry: false },
    },
  })
}
