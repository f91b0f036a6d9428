import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const apiTracking = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/api-tracking',
  component: lazyRouteComponent(() => import('./ApiTrackingPage'), 'ApiTrackingPage'),
})

const integrations = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/integrations',
  component: lazyRouteComponent(() => import('./IntegrationsPage'), 'IntegrationsPage'),
})

const channels = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/channels',
  component: lazyRouteComponent(() => import('./ChannelsPage'), 'ChannelsPage'),
})

export const settingsRoutes = [apiTracking, integrations, channels] as const
