import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { components } from '../../api'
import { Definition, StatusPill } from '../../shared'
import { toneOf } from './figures'
import { Sparkline } from './Sparkline'
import classes from './System.module.css'

export interface PartFigure {
  label: string
  value: ReactNode
  /** What it counts, over which period, of whom. */
  definition: string
  link?: ReactNode
}

interface SystemPartProps {
  title: string
  /** On a phone, where there is one column: as an event goes. */
  place: number
  state?: components['schemas']['SystemState'] | undefined
  figures: readonly PartFigure[]
  sparks?: readonly { label: string; values: readonly number[]; peak: string }[]
}

/** One part of the installation: how it is, its numbers, its last hour. */
export function SystemPart({ title, place, state, figures, sparks = [] }: SystemPartProps) {
  const heading = useId()
  return (
    <section
      className={`bk-card ${classes['part'] ?? ''}`}
      style={{ order: place }}
      aria-labelledby={heading}
    >
      <header className={classes['head']}>
        <Title order={2} size="h3" id={heading}>
          {title}
        </Title>
        {state && <StatusPill tone={toneOf(state.tone)}>{state.sentence}</StatusPill>}
      </header>
      {state?.advice != null && <p className={classes['advice']}>{state.advice}</p>}
      <dl className={classes['figures']}>
        {figures.map(({ label, value, definition, link }) => (
          <div key={label}>
            <dt>
              <Definition text={definition}>{label}</Definition>
            </dt>
            <dd className="bk-figures">
              {value} {link}
            </dd>
          </div>
        ))}
      </dl>
      {sparks.map(({ label, values, peak }) => (
        <figure key={label} className={classes['hour']}>
          <figcaption>
            <span>{label}</span>
            <span>{peak}</span>
          </figcaption>
          <Sparkline values={values} label={`${label}, by minute over the last hour: ${peak}`} />
        </figure>
      ))}
    </section>
  )
}
