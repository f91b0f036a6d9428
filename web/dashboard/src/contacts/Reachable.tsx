import { IconMail, IconMailOff, IconMessage, IconMessageOff } from '@tabler/icons-react'
import type { components } from '../api'
import classes from './Contacts.module.css'

interface ReachableProps {
  messageable: components['schemas']['Messageable']
}

/** Whether a message would reach somebody on each channel, and if not, why. */
export function Reachable({ messageable: { email, sms } }: ReachableProps) {
  const Mail = email.ok ? IconMail : IconMailOff
  const Text = sms.ok ? IconMessage : IconMessageOff
  return (
    <div className={classes['reaches']}>
      <div className={classes['reach']} data-ok={email.ok}>
        <Mail size={18} aria-hidden />
        <span>{email.sentence}</span>
      </div>
      <div className={classes['reach']} data-ok={sms.ok} data-quiet={!sms.ok}>
        <Text size={18} aria-hidden />
        <span>{sms.sentence}</span>
      </div>
    </div>
  )
}
