import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, dayParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'
import { shownEvents } from './catalogue/knownEvents'

const history = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/event-history',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      name: textParam(search, 'name'),
      source: textParam(search, 'source'),
      contact: textParam(search, 'contact'),
      q: textParam(search, 'q'),
      warnings: choiceParam(search, 'warnings', ['yes']),
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

const catalogue = createRoute({
  getParentRoute: () => shellRoute,
  path: '/automation/event-history/catalogue',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({ show: choiceParam(search, 'show', shownEvents), peek: textParam(search, 'peek') }),
  component: lazyRouteComponent(() => import('./catalogue/CataloguePage'), 'CataloguePage'),
})

export const eventRoutes = [history, deadLetters, catalogue] as const
