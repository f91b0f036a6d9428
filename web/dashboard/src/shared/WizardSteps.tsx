import { IconCheck } from '@tabler/icons-react'
import { UnstyledButton } from '@mantine/core'
import classes from './WizardSteps.module.css'

export interface WizardStep<Id extends string> {
  id: Id
  label: string
  state: 'done' | 'open' | 'faulty'
}

interface WizardStepsProps<Id extends string> {
  steps: readonly WizardStep<Id>[]
  current: Id
  onGo: (id: Id) => void
}

// On a phone the steps are wider than the screen.
const show = (button: HTMLElement | null): void =>
  button?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** The steps of a wizard along the top; any may be visited at any time, for each saves by itself. */
export function WizardSteps<Id extends string>({ steps, current, onGo }: WizardStepsProps<Id>) {
  return (
    <nav aria-label="Steps">
      <ol className={classes['steps']}>
        {steps.map((step, index) => (
          <li key={step.id} className={classes['step']}>
            <UnstyledButton
              className={classes['button'] ?? ''}
              data-state={step.state}
              ref={step.id === current ? show : undefined}
              aria-current={step.id === current ? 'step' : undefined}
              onClick={() => onGo(step.id)}
            >
              <span className={classes['number']} aria-hidden>
                {step.state === 'done' ? (
                  <IconCheck size={13} stroke={2.5} />
                ) : step.state === 'faulty' ? (
                  '!'
                ) : (
                  index + 1
                )}
              </span>
              {step.label}
              {step.state === 'faulty' && <span className="bk-only-read">, needs attention</span>}
              {step.state === 'done' && <span className="bk-only-read">, done</span>}
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </nav>
  )
}
