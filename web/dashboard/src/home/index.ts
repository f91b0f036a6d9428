import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, searchOf } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'
import { spans } from './spans'

const home = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: (search: Record<string, unknown>) => searchOf({ days: choiceParam(search, 'days', spans) }),
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
})

export const homeRoutes = [home] as const
