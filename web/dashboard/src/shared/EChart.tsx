import { useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { chartTheme } from '../theme/chartTheme'

register([
  BarChart,
  LineChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
])

export interface ChartProps {
  option: EChartsCoreOption
  label: string
  height: number
}

export function EChart({ option, label, height }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const still = useReducedMotion()
  useEffect(() => {
    if (box.current === null) return undefined
    const chart = init(box.current, chartTheme(scheme))
    chart.setOption({ animation: !still, animationDuration: 150, ...option })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option, scheme, still])
  return <div ref={box} role="img" aria-label={label} style={{ height }} />
}
