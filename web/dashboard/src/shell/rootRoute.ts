import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { sessionQuery, setupQuery } from '../session/session'
import { ErrorScreen } from './ErrorScreen'

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()()

/** The parent of every page behind the sign-in: it makes sure of the session and draws the shell around them. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (session !== null) return { session }
    const { needed } = await queryClient.ensureQueryData(setupQuery)
    if (needed) throw redirect({ to: '/setup' })
    const next = location.href === '/' ? {} : { next: location.href }
    throw redirect({ to: '/sign-in', search: next })
  },
  component: lazyRouteComponent(() => import('./Shell'), 'Shell'),
  errorComponent: ErrorScreen,
})
