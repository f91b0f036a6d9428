import type { ReactNode } from 'react'
import type { IconMail } from '@tabler/icons-react'
import classes from '../Campaign.module.css'

interface ChoiceProps {
  icon: typeof IconMail
  title: ReactNode
  children: ReactNode
  chosen?: boolean
}

/** What a step is set to, with what that means. */
export function Choice({ icon: Icon, title, children, chosen = false }: ChoiceProps) {
  return (
    <div className={classes['choice']} data-chosen={chosen}>
      <Icon size={20} className={classes['choiceIcon']} aria-hidden />
      <div className={classes['choiceText']}>
        <div className={classes['choiceTitle']}>{title}</div>
        <div className={classes['hint']}>{children}</div>
      </div>
    </div>
  )
}
