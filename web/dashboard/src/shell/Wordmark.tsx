import classes from './Sidebar.module.css'

/** Beckon's name; the mark alone where there is no room. */
export function Wordmark({ markOnly = false }: { markOnly?: boolean }) {
  return (
    <span className={classes['wordmark']}>
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#E8573F" />
        <path
          d="M10 8v16M10 18.5a5.5 5.5 0 1 1 5.5 5.5M20 8.5a6.5 6.5 0 0 1 4 4"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      {markOnly ? <span className="bk-only-read">Beckon</span> : 'Beckon'}
    </span>
  )
}
