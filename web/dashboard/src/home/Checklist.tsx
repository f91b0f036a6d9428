import { Progress, Title } from '@mantine/core'
import { IconArrowRight, IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import type { components } from '../api'
import { HrefLink } from '../shared'
import { progressOf } from './figures'
import classes from './Home.module.css'

type Step = components['schemas']['ChecklistItem']

/** The way from set-up to the first message; gone when it has been gone. */
export function Checklist({ steps }: { steps: readonly Step[] }) {
  const progress = progressOf(steps)
  if (progress === null) return null
  const next = steps.find((step) => !step.done)
  return (
    <section className={`bk-card ${classes['checklist'] ?? ''}`} aria-labelledby="first-steps">
      <header className={classes['checklistHead']}>
        <Title order={2} size="h3" id="first-steps">
          To your first recovered cart
        </Title>
        <span>
          {progress.done} of {progress.of} steps done
        </span>
      </header>
      <Progress value={(100 * progress.done) / progress.of} size={4} color="teal.7" aria-label="Steps done" />
      <ol className={classes['steps']}>
        {steps.map((step) => (
          <li key={step.key} data-done={step.done} data-next={step === next}>
            {step.done ? (
              <IconCircleCheckFilled size={18} aria-label="Done:" role="img" />
            ) : (
              <IconCircle size={18} aria-label="To do:" role="img" />
            )}
            {step.done ? step.title : <HrefLink href={step.link}>{step.title}</HrefLink>}
            {step === next && <IconArrowRight size={16} aria-hidden />}
          </li>
        ))}
      </ol>
    </section>
  )
}
