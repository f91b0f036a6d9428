import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readContactSearch } from '../contacts/list/contactSearch'
import { searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audiences',
  component: lazyRouteComponent(() => import('./AudienceListPage'), 'AudienceListPage'),
})

const ready = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audiences/ready',
  component: lazyRouteComponent(() => import('./ReadyPage'), 'ReadyPage'),
})

const make = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audiences/new',
  validateSearch: (search) => ({
    ...readContactSearch(search),
    ...searchOf({ from: textParam(search, 'from') }),
  }),
  component: lazyRouteComponent(() => import('./NewAudiencePage'), 'NewAudiencePage'),
})

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audiences/$id',
  component: lazyRouteComponent(() => import('./AudiencePage'), 'AudiencePage'),
})

export const audienceRoutes = [list, ready, make, one] as const
