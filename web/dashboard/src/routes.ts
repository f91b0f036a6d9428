import { audienceRoutes } from './audiences'
import { campaignRoutes } from './campaigns'
import { contactRoutes } from './contacts'
import { eventRoutes } from './events'
import { discountRoutes } from './discounts'
import { flowRoutes } from './flows'
import { homeRoutes } from './home'
import { orderRoutes } from './orders'
import { predictionRoutes } from './predictions'
import { rfmRoutes } from './rfm'
import { sessionRoutes } from './session'
import { settingsRoutes } from './settings'
import { rootRoute, shellRoute } from './shell/rootRoute'
import { templateRoutes } from './templates'
import { testInboxRoutes } from './testInbox'

/** Every page there is. A capability's folder exports its own list from its index file. */
export const routeTree = rootRoute.addChildren([
  ...sessionRoutes,
  shellRoute.addChildren([
    ...homeRoutes,
    ...campaignRoutes,
    ...templateRoutes,
    ...flowRoutes,
    ...eventRoutes,
    ...orderRoutes,
    ...contactRoutes,
    ...audienceRoutes,
    ...rfmRoutes,
    ...predictionRoutes,
    ...discountRoutes,
    ...testInboxRoutes,
    ...settingsRoutes,
  ]),
])
