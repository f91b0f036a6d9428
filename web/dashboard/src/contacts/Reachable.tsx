import { IconMail, IconMailOff } from '@tabler/icons-react'
import type { components } from '../api'
import classes from './Contacts.module.css'

/** Whether a message would reach somebody, and if not, why. */
export function Reachable({ reach }: { reach: components['schemas']['Reach'] }) {
  const Icon = reach.ok ? IconMail : IconMailOff
  return (
    <div className={classes['reach']} data-ok={reach.ok}>
      <Icon size={18} aria-hidden />
      <span>{reach.sentence}</span>
    </div>
  )
}
