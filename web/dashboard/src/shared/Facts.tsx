import { Fragment, type ReactNode } from 'react'
import classes from './Facts.module.css'
import { dash } from './format'

interface FactsProps {
  label: string
  /** Name and value of each; a dash where there is none. */
  facts: readonly (readonly [name: ReactNode, value: ReactNode])[]
}

/** The fields of one thing, each with its name. */
export function Facts({ label, facts }: FactsProps) {
  return (
    <dl className={classes['facts']} aria-label={label}>
      {facts.map(([name, value], index) => (
        <Fragment key={index}>
          <dt>{name}</dt>
          <dd>{value ?? dash}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
