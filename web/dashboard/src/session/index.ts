import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { rootRoute } from '../shell/rootRoute'
import { readNext } from './searchNext'
import { sessionQuery, setupQuery } from './session'

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readNext,
  beforeLoad: async ({ context: { queryClient }, search }) => {
    if (await queryClient.ensureQueryData(sessionQuery)) throw redirect({ href: search.next ?? '/' })
    const { needed } = await queryClient.ensureQueryData(setupQuery)
    if (needed) throw redirect({ to: '/setup' })
  },
  component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
})

const setup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  beforeLoad: async ({ context: { queryClient } }) => {
    const { needed } = await queryClient.ensureQueryData(setupQuery)
    if (!needed) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./SetupPage'), 'SetupPage'),
})

export const sessionRoutes = [signIn, setup] as const
