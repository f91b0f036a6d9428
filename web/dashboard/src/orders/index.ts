import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'
import { statuses } from './status'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/orders',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      status: choiceParam(search, 'status', statuses),
      q: textParam(search, 'q'),
      contact: textParam(search, 'contact'),
      peek: textParam(search, 'peek'),
    }),
  component: lazyRouteComponent(() => import('./OrderListPage'), 'OrderListPage'),
})

export const orderRoutes = [list] as const
