import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { searchOf, textParam } from '../shared/search'
import { asCategory } from './categories'
import { shellRoute } from '../shell/rootRoute'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/templates',
  validateSearch: (search: Record<string, unknown>) => searchOf({ category: asCategory(search['category']) }),
  component: lazyRouteComponent(() => import('./TemplateListPage'), 'TemplateListPage'),
})

const editor = createRoute({
  getParentRoute: () => shellRoute,
  path: '/templates/$id',
  validateSearch: (search: Record<string, unknown>) => searchOf({ contact: textParam(search, 'contact') }),
  component: lazyRouteComponent(() => import('./TemplatePage'), 'TemplatePage'),
})

export const templateRoutes = [list, editor] as const
