import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'
import { sorts } from './sorts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      q: textParam(search, 'q'),
      sort: choiceParam(search, 'sort', sorts),
      peek: textParam(search, 'peek'),
    }),
  component: lazyRouteComponent(() => import('./ContactListPage'), 'ContactListPage'),
})

const detail = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/$id',
  validateSearch: (search: Record<string, unknown>) => searchOf({ peek: textParam(search, 'peek') }),
  component: lazyRouteComponent(() => import('./ContactPage'), 'ContactPage'),
})

export const contactRoutes = [list, detail] as const
