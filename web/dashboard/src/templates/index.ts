import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../shell/rootRoute'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/templates',
  component: lazyRouteComponent(() => import('./TemplateListPage'), 'TemplateListPage'),
})

export const templateRoutes = [list] as const
