import { createRouter } from '@tanstack/react-router'
import { createQueryClient } from './api/queryClient'
import { routeTree } from './routes'
import { sessionQuery } from './session/session'
import { ErrorScreen } from './shell/ErrorScreen'
import { NotFound } from './shell/NotFound'

export const queryClient = createQueryClient(() => {
  // The shell's route looks at this again and leads to the sign-in page, which leads back here.
  if (queryClient.getQueryData(sessionQuery.queryKey) === null) return
  queryClient.setQueryData(sessionQuery.queryKey, null)
  void router.invalidate()
})

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: ErrorScreen,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
