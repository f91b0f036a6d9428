import { Group, NumberInput, Radio, Select, Stack } from '@mantine/core'
import { IconBolt, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import classes from '../Campaign.module.css'
import { type DelayUnit, delayUnitIds, delayUnits, longestDelay, splitDelay } from '../delay'

interface WhenToSendProps {
  delayMinutes: number
  onChange: (delayMinutes: number) => void
}

/** At once, or some time after the cart was abandoned. */
export function WhenToSend({ delayMinutes, onChange }: WhenToSendProps) {
  const later = delayMinutes > 0
  const choices = [
    {
      value: 'now',
      icon: IconBolt,
      title: 'At once',
      hint: 'The moment your platform reports the cart as abandoned.',
    },
    {
      value: 'later',
      icon: IconClock,
      title: 'After a while',
      hint: 'Whoever buys in the meantime gets no e-mail. A cart that is abandoned again starts the wait anew.',
    },
  ]
  return (
    <div>
      <Radio.Group
        label="When to send"
        value={later ? 'later' : 'now'}
        onChange={(value) => onChange(value === 'now' ? 0 : later ? delayMinutes : delayUnits.hours)}
      >
        <Stack gap="xs" mt={4}>
          {choices.map(({ value, icon: Icon, title, hint }) => (
            <Radio.Card
              key={value}
              value={value}
              radius="md"
              className={classes['choice'] ?? ''}
              data-chosen={(value === 'later') === later}
            >
              <Icon size={20} className={classes['choiceIcon']} aria-hidden />
              <div className={classes['choiceText']}>
                <div className={classes['choiceTitle']}>{title}</div>
                <div className={classes['hint']}>{hint}</div>
              </div>
              <Radio.Indicator />
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      {later && <Wait delayMinutes={delayMinutes} onChange={onChange} />}
    </div>
  )
}

function Wait({ delayMinutes, onChange }: WhenToSendProps) {
  const [picked, setPicked] = useState<DelayUnit>(() => splitDelay(delayMinutes).unit)
  // Who counts in minutes goes on counting in minutes at 60.
  const unit = delayMinutes % delayUnits[picked] === 0 ? picked : splitDelay(delayMinutes).unit
  const most = longestDelay / delayUnits[unit]
  const count = delayMinutes / delayUnits[unit]
  const pick = (value: string | null): void => {
    const next = delayUnitIds.find((each) => each === value)
    if (next === undefined) return
    setPicked(next)
    onChange(Math.min(count * delayUnits[next], longestDelay))
  }
  return (
    <Group gap="xs" mt="sm" align="flex-end" className={classes['wait'] ?? ''}>
      <NumberInput
        aria-label="Wait"
        w={96}
        min={1}
        max={most}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={count}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) onChange(value * delayUnits[unit])
        }}
      />
      <Select
        aria-label="Unit of the wait"
        w={120}
        allowDeselect={false}
        data={delayUnitIds.map((each) => ({ value: each, label: each }))}
        value={unit}
        onChange={pick}
      />
      <span className={classes['waitEnd']}>after the cart was abandoned, 7 days at most</span>
    </Group>
  )
}
