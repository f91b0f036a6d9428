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
  component: lazyRouteComponent(() => import('./integrations/IntegrationsPage'), 'IntegrationsPage'),
})

const integration = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/integrations/$kind',
  component: lazyRouteComponent(() => import('./integrations/IntegrationPage'), 'IntegrationPage'),
})

const mapping = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/integrations/$kind/$source/fields',
  component: lazyRouteComponent(() => import('./integrations/mapping/MappingPage'), 'MappingPage'),
})

const channels = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/channels',
  component: lazyRouteComponent(() => import('./ChannelsPage'), 'ChannelsPage'),
})

const system = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/system',
  component: lazyRouteComponent(() => import('./system/SystemPage'), 'SystemPage'),
})

const replay = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/replay',
  component: lazyRouteComponent(() => import('./replay/ReplayPage'), 'ReplayPage'),
})

const privacy = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/privacy',
  component: lazyRouteComponent(() => import('../privacy/PrivacyPage'), 'PrivacyPage'),
})

export const settingsRoutes = [
  apiTracking,
  integrations,
  integration,
  mapping,
  channels,
  replay,
  privacy,
  system,
] as const
