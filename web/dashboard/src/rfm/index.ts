import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const rfm = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rfm',
  component: lazyRouteComponent(() => import('./RfmPage'), 'RfmPage'),
})

export const rfmRoutes = [rfm] as const
