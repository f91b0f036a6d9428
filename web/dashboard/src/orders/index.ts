import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/orders',
  component: lazyRouteComponent(() => import('./OrderListPage'), 'OrderListPage'),
})

export const orderRoutes = [list] as const
