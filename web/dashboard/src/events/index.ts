import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const history = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/event-history',
  component: lazyRouteComponent(() => import('./EventHistoryPage'), 'EventHistoryPage'),
})

export const eventRoutes = [history] as const
