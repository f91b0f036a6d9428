import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { dayParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'

const history = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/event-history',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      name: textParam(search, 'name'),
      source: textParam(search, 'source'),
      contact: textParam(search, 'contact'),
      q: textParam(search, 'q'),
      from: dayParam(search, 'from'),
      to: dayParam(search, 'to'),
      peek: textParam(search, 'peek'),
    }),
  component: lazyRouteComponent(() => import('./EventHistoryPage'), 'EventHistoryPage'),
})

const deadLetters = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/event-history/dead-letters',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      reason: textParam(search, 'reason'),
      name: textParam(search, 'name'),
      peek: textParam(search, 'peek'),
    }),
  component: lazyRouteComponent(() => import('./deadLetters/DeadLettersPage'), 'DeadLettersPage'),
})

export const eventRoutes = [history, deadLetters] as const
