import { useMemo } from 'react'
import { Chart, useFormat } from '../../shared'
import classes from './Report.module.css'
import type { Report } from './ReportTab'

interface DayChartsProps {
  days: Report['days']
  currency: string
}

/** Messages and revenue, day by day, quiet days too. */
export function DayCharts({ days, currency }: DayChartsProps) {
  const format = useFormat()
  const options = useMemo(() => {
    // A calendar day of the workspace: noon UTC is on it in nearly every zone, midnight is not.
    const short = (day: string) =>
      new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
        new Date(`${day}T12:00:00Z`),
      )
    const round = (value: number) =>
      format.number(value, { style: 'currency', currency, maximumFractionDigits: 0 })
    const base = {
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'category', data: days.map(({ day }) => short(day)) },
    }
    return {
      sent: {
        ...base,
        legend: { top: 0, right: 0 },
        grid: { top: 32 },
        yAxis: { type: 'value', minInterval: 1 },
        series: [
          { name: 'Sent', type: 'bar', data: days.map((day) => day.sent), barGap: '-100%' },
          { name: 'Clicked', type: 'bar', data: days.map((day) => day.clicked) },
        ],
      },
      revenue: {
        ...base,
        tooltip: { ...base.tooltip, valueFormatter: (value: number) => format.money(value, currency) },
        yAxis: { type: 'value', minInterval: 1, axisLabel: { formatter: round } },
        series: [{ name: 'Revenue', type: 'bar', color: '#009E73', data: days.map((day) => day.revenue) }],
      },
    }
  }, [days, currency, format])
  const sent = days.reduce((sum, day) => sum + day.sent, 0)
  const revenue = days.reduce((sum, day) => sum + day.revenue, 0)
  const period = `the last ${format.count(days.length, 'day')}`
  return (
    <div className={classes['charts']}>
      <figure className={`bk-card ${classes['chart'] ?? ''}`} style={{ margin: 0 }}>
        <figcaption className={classes['chartTitle']}>
          Messages: {format.number(sent)} sent in {period}
        </figcaption>
        <Chart
          option={options.sent}
          height={220}
          label={`Messages sent and clicked by day: ${format.number(sent)} sent in ${period}`}
        />
      </figure>
      <figure className={`bk-card ${classes['chart'] ?? ''}`} style={{ margin: 0 }}>
        <figcaption className={classes['chartTitle']}>
          Revenue: {format.money(revenue, currency)} in {period}
        </figcaption>
        <Chart
          option={options.revenue}
          height={220}
          label={`Revenue credited by day: ${format.money(revenue, currency)} in ${period}`}
        />
      </figure>
    </div>
  )
}
