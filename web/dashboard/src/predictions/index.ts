import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const predictions = createRoute({
  getParentRoute: () => shellRoute,
  path: '/predictions',
  component: lazyRouteComponent(() => import('./PredictionsPage'), 'PredictionsPage'),
})

export const predictionRoutes = [predictions] as const
