import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/flows',
  component: lazyRouteComponent(() => import('./FlowListPage'), 'FlowListPage'),
})

const recipes = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/flows/new',
  component: lazyRouteComponent(() => import('./RecipesPage'), 'RecipesPage'),
})

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/flows/$id',
  component: lazyRouteComponent(() => import('./FlowPage'), 'FlowPage'),
})

const simulate = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/flows/$id/simulate',
  component: lazyRouteComponent(() => import('./simulate/SimulatePage'), 'SimulatePage'),
})

const runs = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/flow-runs',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      flow: textParam(search, 'flow'),
      contact: textParam(search, 'contact'),
      status: textParam(search, 'status'),
      reason: textParam(search, 'reason'),
      peek: textParam(search, 'peek'),
    }),
  component: lazyRouteComponent(() => import('./runs/RunListPage'), 'RunListPage'),
})

export const flowRoutes = [list, recipes, one, simulate, runs] as const
