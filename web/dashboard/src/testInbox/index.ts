import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: '/test-inbox',
  component: lazyRouteComponent(() => import('./TestInboxPage'), 'TestInboxPage'),
})

export const testInboxRoutes = [inbox] as const
