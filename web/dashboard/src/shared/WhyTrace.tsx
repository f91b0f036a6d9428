import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { timesShown } from './format'
import { useFormat } from './useFormat'
import classes from './WhyTrace.module.css'

/** One decision on the way to an outcome. */
export interface Decision {
  /** The rule, as a person would say it: "Subscribed to e-mail". */
  rule: ReactNode
  /** The value that was seen when it was decided. */
  saw?: ReactNode
  /** Left out when the way never got here. */
  passed?: boolean | null | undefined
  at?: ReactNode
}

const verdicts = {
  yes: { icon: IconCircleCheck, word: 'Passed' },
  no: { icon: IconCircleX, word: 'Stopped here' },
  unasked: { icon: IconCircleMinus, word: 'Not asked' },
} as const

const verdictOf = (passed: boolean | null | undefined): keyof typeof verdicts =>
  passed == null ? 'unasked' : passed ? 'yes' : 'no'

/** The answer to "why?": each decision as a line with its rule, the value seen, and whether it passed. */
export function WhyTrace({ decisions }: { decisions: readonly Decision[] }) {
  const format = useFormat()
  // The server writes times down as they are everywhere; people read them as they are here.
  const shown = (saw: ReactNode) => (typeof saw === 'string' ? timesShown(saw, (at) => format.date(at)) : saw)
  return (
    <ol className={classes['trace']}>
      {decisions.map((decision, index) => {
        const verdict = verdictOf(decision.passed)
        const { icon: Icon, word } = verdicts[verdict]
        return (
          <li key={index} className={classes['line']} data-verdict={verdict}>
            <Icon size={16} className={classes['icon']} aria-hidden />
            <div className={classes['rule']}>
              {decision.rule}
              {decision.saw != null && <div className={classes['saw']}>Seen: {shown(decision.saw)}</div>}
            </div>
            <div className={classes['verdict']}>
              {word}
              {decision.at != null && <div>{decision.at}</div>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
