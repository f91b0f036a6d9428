// Bundled for the browser tests: a page of a shop has it in place of what Segment's own servers would give.
import { AnalyticsBrowser } from '@segment/analytics-next'

window.AnalyticsBrowser = AnalyticsBrowser
