import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { choiceParam, searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'
import { campaignStatuses, messageStatuses, stepIds } from './words'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/campaigns',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({ status: choiceParam(search, 'status', campaignStatuses) }),
  component: lazyRouteComponent(() => import('./CampaignListPage'), 'CampaignListPage'),
})

const detail = createRoute({
  getParentRoute: () => shellRoute,
  path: '/campaigns/$id',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({
      tab: choiceParam(search, 'tab', ['report', 'messages']),
      days: choiceParam(search, 'days', ['7', '30', '90']),
      status: choiceParam(search, 'status', messageStatuses),
      peek: textParam(search, 'peek'),
      why: textParam(search, 'why'),
    }),
  component: lazyRouteComponent(() => import('./CampaignPage'), 'CampaignPage'),
})

const edit = createRoute({
  getParentRoute: () => shellRoute,
  path: '/campaigns/$id/edit',
  validateSearch: (search: Record<string, unknown>) =>
    searchOf({ step: choiceParam(search, 'step', stepIds), contact: textParam(search, 'contact') }),
  component: lazyRouteComponent(() => import('./CampaignEditPage'), 'CampaignEditPage'),
})

export const campaignRoutes = [list, detail, edit] as const
