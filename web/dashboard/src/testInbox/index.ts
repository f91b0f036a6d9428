import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: '/test-inbox',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      to: textParam(search, 'to'),
      view: choiceParam(search, 'view', ['html', 'text', 'links', 'headers']),
    }),
  component: lazyRouteComponent(() => import('./TestInboxPage'), 'TestInboxPage'),
})

const message = createRoute({
  getParentRoute: () => inbox,
  path: '$id',
  component: lazyRouteComponent(() => import('./InboxMessage'), 'InboxMessage'),
})

export const testInboxRoutes = [inbox.addChildren([message])] as const
