import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './Section.module.css'

interface SectionProps {
  title: string
  /** What it is for, in a sentence. */
  about?: ReactNode
  action?: ReactNode
  children: ReactNode
}

/** A part of a settings page under its own heading. */
export function Section({ title, about, action, children }: SectionProps) {
  const heading = useId()
  return (
    <section className={classes['section']} aria-labelledby={heading}>
      <header className={classes['head']}>
        <div>
          <Title order={2} size="h3" id={heading}>
            {title}
          </Title>
          {about && <p className={classes['about']}>{about}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  )
}
