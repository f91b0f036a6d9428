/** Okabe and Ito's eight colours, told apart with every kind of colour blindness. */
export const okabeIto = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#CC79A7',
  '#56B4E9',
  '#D55E00',
  '#F0E442',
  '#000000',
] as const

// Black vanishes on the dark theme and yellow on the light one, so each goes last or gives way there.
const palettes = {
  light: okabeIto.filter((colour) => colour !== '#F0E442'),
  dark: ['#56B4E9', '#E69F00', '#009E73', '#CC79A7', '#F0E442', '#D55E00', '#0072B2', '#e6edf3'],
} as const

const inks = {
  light: { text: '#0f172a', muted: '#526077', line: '#e2e8f0', raised: '#ffffff' },
  dark: { text: '#e6edf3', muted: '#9aa7b4', line: '#262f3a', raised: '#161c25' },
} as const

/** What ECharts is given as its theme: the palette, a light grid, tabular figures. */
export function chartTheme(scheme: 'light' | 'dark') {
  const ink = inks[scheme]
  const axis = {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: ink.muted, fontSize: 12 },
    splitLine: { lineStyle: { color: ink.line } },
  }
  return {
    color: palettes[scheme],
    backgroundColor: 'transparent',
    textStyle: { fontFamily: "'Inter Variable', sans-serif", color: ink.text },
    grid: {
      left: 8,
      right: 16,
      top: 16,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    categoryAxis: {
      ...axis,
      axisLine: { show: true, lineStyle: { color: ink.line } },
      splitLine: { show: false },
    },
    timeAxis: {
      ...axis,
      axisLine: { show: true, lineStyle: { color: ink.line } },
      splitLine: { show: false },
    },
    valueAxis: axis,
    line: { symbol: 'circle', symbolSize: 5, showSymbol: false, lineStyle: { width: 2 } },
    bar: { itemStyle: { borderRadius: [3, 3, 0, 0] }, barMaxWidth: 36 },
    legend: { textStyle: { color: ink.muted }, icon: 'roundRect', itemWidth: 10, itemHeight: 10 },
    tooltip: {
      backgroundColor: ink.raised,
      borderColor: ink.line,
      textStyle: { color: ink.text, fontSize: 12 },
      extraCssText: 'box-shadow:none;font-variant-numeric:tabular-nums',
    },
  }
}
