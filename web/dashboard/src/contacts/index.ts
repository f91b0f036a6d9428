import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  component: lazyRouteComponent(() => import('./ContactListPage'), 'ContactListPage'),
})

export const contactRoutes = [list] as const
