import { lazy, Suspense } from 'react'
import type { ChartProps } from './EChart'

// ECharts is larger than all the rest together: it comes when the first chart is shown.
const EChart = lazy(() => import('./EChart').then((module) => ({ default: module.EChart })))

/** A chart in the dashboard's colours. Says in `label` what it shows, for those who cannot see it. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <EChart {...props} />
    </Suspense>
  )
}
