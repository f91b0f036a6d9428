import classes from './System.module.css'

interface SparklineProps {
  /** By minute, oldest first; fewer than sixty after a start. */
  values: readonly number[]
  /** What it shows, for those who cannot see it. */
  label: string
}

const minutes = 60
const height = 32

/** The last hour as sixty bars from zero, the newest to the right. */
export function Sparkline({ values, label }: SparklineProps) {
  const most = Math.max(1, ...values)
  const first = minutes - values.length
  return (
    <svg
      className={classes['spark']}
      viewBox={`0 0 ${minutes * 4} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={minutes * 4} y1={height - 0.5} y2={height - 0.5} />
      {values.map((value, index) => {
        // What is not nothing is seen, however small beside the highest.
        const tall = value === 0 ? 0 : Math.max(1.5, (value / most) * (height - 1))
        return <rect key={index} x={(first + index) * 4} y={height - 1 - tall} width="3" height={tall} />
      })}
    </svg>
  )
}
