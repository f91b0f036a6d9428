import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './ContactPage.module.css'

interface PartProps {
  title: ReactNode
  /** Beside the title. */
  status?: ReactNode
  children: ReactNode
}

/** A part of a contact's page under its own heading. */
export function Part({ title, status, children }: PartProps) {
  const heading = useId()
  return (
    <section aria-labelledby={heading}>
      <header className={classes['head']}>
        <Title order={2} size="h3" id={heading}>
          {title}
        </Title>
        {status}
      </header>
      {children}
    </section>
  )
}
