import { ActionIcon, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconTrash, IconX } from '@tabler/icons-react'
import { Peek } from '../../shared'
import { keepCopied } from '../copied'
import { type Definition, type Fault, findStep, removeStep, replaceStep } from '../flow'
import classes from '../Flow.module.css'
import { kindOf } from '../words'
import { StepForm } from './StepForm'
import { TriggerForm } from './TriggerForm'

interface PanelProps {
  flow: Definition
  selected: string
  faults: readonly Fault[]
  self: string
  readOnly: boolean
  onChange: (flow: Definition) => void
  onClose: () => void
}

/** What is chosen in the drawing, to be changed. */
export function Panel({ flow, selected, faults, self, readOnly, onChange, onClose }: PanelProps) {
  const narrow = useMediaQuery('(max-width: 62em)')
  const step = findStep(flow, selected)
  if (selected !== 'trigger' && step === undefined) return null
  const wrong = faults.filter((fault) => fault.step === (step?.id ?? null))
  const title = step === undefined ? 'How it begins and ends' : kindOf(step).label
  const body = (
    <>
      <fieldset disabled={readOnly} className={classes['plain']}>
        <Stack gap="sm">
          {wrong.map(({ path, sentence }) => (
            <Text key={path} fz={13} c="var(--bk-bad)" role="alert">
              {sentence}
            </Text>
          ))}
          {step === undefined ? (
            <TriggerForm flow={flow} onChange={onChange} />
          ) : (
            <StepForm
              key={step.id}
              step={step}
              self={self}
              onChange={(next) => onChange(replaceStep(flow, next))}
            />
          )}
        </Stack>
      </fieldset>
      {step !== undefined && !readOnly && (
        <Group gap="xs" mt="lg">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconCopy size={14} />}
            onClick={() => {
              keepCopied(step)
              notifications.show({ message: 'Copied: paste it with a +, here or in another flow.' })
            }}
          >
            Copy
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconTrash size={14} />}
            onClick={() => {
              onChange(removeStep(flow, step.id))
              onClose()
            }}
          >
            Remove
          </Button>
        </Group>
      )}
    </>
  )
  // Where there is no room beside the flow it lies over it.
  if (narrow === true)
    return (
      <Peek opened onClose={onClose} title={title}>
        {body}
      </Peek>
    )
  return (
    <aside className={classes['panel']} aria-label={title}>
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the panel">
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {body}
    </aside>
  )
}
