import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'
import { readContactSearch } from './list/contactSearch'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  validateSearch: readContactSearch,
  component: lazyRouteComponent(() => import('./ContactListPage'), 'ContactListPage'),
})

const imports = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/imports',
  component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
})

const oneImport = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/imports/$id',
  component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage'),
})

const groups = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/lists',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({ tab: choiceParam(search, 'tab', ['tags']) }),
  component: lazyRouteComponent(() => import('./groups/GroupsPage'), 'GroupsPage'),
})

const conflicts = createRoute({
  getParentRoute: () => shellRoute,
  path: '/conflicts',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({ tab: choiceParam(search, 'tab', ['resolved']) }),
  component: lazyRouteComponent(() => import('./identity/ConflictsPage'), 'ConflictsPage'),
})

const fields = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/contact-fields',
  component: lazyRouteComponent(() => import('./fields/FieldsPage'), 'FieldsPage'),
})

const detail = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/$id',
  validateSearch: (search: Record<string, unknown>) => searchOf({ peek: textParam(search, 'peek') }),
  component: lazyRouteComponent(() => import('./ContactPage'), 'ContactPage'),
})

export const contactRoutes = [list, imports, oneImport, groups, conflicts, fields, detail] as const
