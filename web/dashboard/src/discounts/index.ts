import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { searchOf, textParam } from '../shared/search'
import { shellRoute } from '../shell/rootRoute'

const discounts = createRoute({
  getParentRoute: () => shellRoute,
  path: '/loyalty/discounts',
  validateSearch: (search: Record<string, unknown>) => searchOf({ peek: textParam(search, 'peek') }),
  component: lazyRouteComponent(() => import('./DiscountsPage'), 'DiscountsPage'),
})

export const discountRoutes = [discounts] as const
