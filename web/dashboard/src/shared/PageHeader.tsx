import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

export interface PageHeaderProps {
  title: string
  /** One sentence below the title: what this page is for. */
  about?: ReactNode
  /** Beside the title, usually a StatusPill. */
  status?: ReactNode
  /** To the right: the primary action last, the more menu before it. */
  actions?: ReactNode
  /** Above the title: a link back to the list. */
  back?: ReactNode
}

/** The top of a page: name, state, what it is for, what can be done. */
export function PageHeader({ title, about, status, actions, back }: PageHeaderProps) {
  return (
    <header className={classes['header']}>
      <div className={classes['titles']}>
        {back}
        <div className={classes['title']}>
          <Title order={1}>{title}</Title>
          {status}
        </div>
        {about && <p className={classes['about']}>{about}</p>}
      </div>
      {actions && <div className={classes['actions']}>{actions}</div>}
    </header>
  )
}
