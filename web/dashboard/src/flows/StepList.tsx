import { Button } from '@mantine/core'
import { IconBolt, IconPlus } from '@tabler/icons-react'
import { AddMenu } from './AddMenu'
import type { CanvasProps } from './canvas/FlowCanvas'
import { StepCounts } from './canvas/nodes'
import { branchesOf, type Step } from './flow'
import classes from './Flow.module.css'
import { kindOf, stepWords } from './words'

/** The flow as a list to be read and changed on a phone, and by who cannot use a drawing. */
export function StepList(props: CanvasProps) {
  return (
    <div className={classes['list']}>
      <button type="button" className={classes['row']} onClick={() => props.onSelect('trigger')}>
        <span className={classes['nodeKind']}>
          <IconBolt size={16} />
          When somebody
        </span>
        <span className={classes['nodeWords']}>{props.trigger}</span>
      </button>
      <Steps steps={props.flow.steps} parent={null} branch={0} {...props} />
    </div>
  )
}

interface StepsProps extends CanvasProps {
  steps: readonly Step[]
  parent: string | null
  branch: number
}

function Steps({ steps, parent, branch, ...props }: StepsProps) {
  const add = (at: number) =>
    !props.readOnly && (
      <AddMenu onAdd={(type) => props.onAdd({ parent, branch, at }, type)}>
        <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconPlus size={12} />}>
          Step
        </Button>
      </AddMenu>
    )
  return (
    <ol className={classes['steps']}>
      {steps.map((step, at) => {
        const { label, icon: Icon } = kindOf(step)
        const fault = props.faults.find((one) => one.step === step.id)
        return (
          <li key={step.id}>
            {add(at)}
            <button
              type="button"
              className={classes['row']}
              data-fault={fault !== undefined}
              onClick={() => props.onSelect(step.id)}
            >
              <span className={classes['nodeKind']}>
                <Icon size={16} />
                {label}
              </span>
              <span className={classes['nodeWords']}>{stepWords(step, props.nameOf)}</span>
              <StepCounts counts={props.counts} id={step.id} />
            </button>
            {branchesOf(step).map((one, index) => (
              <div key={index} className={classes['branch']}>
                <span className={classes['branchName']}>{one.label}</span>
                <Steps {...props} steps={one.steps} parent={step.id} branch={index} />
              </div>
            ))}
          </li>
        )
      })}
      <li>{add(steps.length)}</li>
    </ol>
  )
}
