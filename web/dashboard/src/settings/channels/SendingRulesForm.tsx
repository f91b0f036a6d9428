import {
  ActionIcon,
  Button,
  Group,
  Input,
  NumberInput,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
} from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { notifications } from '@mantine/notifications'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, api, ApiError, bodyOf } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { ConflictNotice, ErrorState } from '../../shared'
import classes from './Channels.module.css'
import {
  type CapFields,
  capChannels,
  capUnits,
  editOf,
  fieldsOf,
  holds,
  newCap,
  type Rules,
  type RulesFields,
} from './sendingRules'

const mostCaps = 5

const paramsOf = (fields: RulesFields, version: number) => ({
  body: editOf(fields),
  headers: { 'If-Match': `"${String(version)}"` },
})

/** Quiet hours and frequency caps, for all flows and campaigns together. */
export function SendingRulesForm({ saved }: { saved: Rules }) {
  const mayWrite = usePermission('settings_write')
  const queryClient = useQueryClient()
  const [fields, setFields] = useState(() => fieldsOf(saved))
  const save = $api.useMutation('put', '/api/sending-rules', {
    onSuccess: () => notifications.show({ message: 'The rules are saved. They hold from now on.' }),
  })
  const take = (now: Rules): void => {
    queryClient.setQueryData($api.queryOptions('get', '/api/sending-rules', {}).queryKey, now)
    setFields(fieldsOf(now))
    save.reset()
  }
  const reload = (): Promise<Rules> => bodyOf(api.GET('/api/sending-rules'))
  const stale = save.error instanceof ApiError && save.error.status === 412
  const fault = (path: string) => (save.error instanceof ApiError ? save.error.fieldError(path) : undefined)
  const dirty = JSON.stringify(editOf(fields)) !== JSON.stringify(editOf(fieldsOf(saved)))
  const complete =
    fields.mostHours !== '' && fields.caps.every((cap) => cap.messages !== '' && cap.amount !== '')
  const set = (change: Partial<RulesFields>) => setFields({ ...fields, ...change })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(paramsOf(fields, saved.version), { onSuccess: take })
      }}
      noValidate
    >
      {stale && (
        <ConflictNotice
          noun="rules"
          onReload={() => reload().then(take)}
          onKeep={() =>
            reload().then((now) => save.mutateAsync(paramsOf(fields, now.version), { onSuccess: take }))
          }
        />
      )}
      <fieldset disabled={!mayWrite} className={classes['fields']}>
        <QuietHours fields={fields} set={set} error={fault('quietHours.until')} />
        <Caps caps={fields.caps} onChange={(caps) => set({ caps })} fault={fault} />
        {holds(fields) && (
          <>
            <Radio.Group
              label="A message that may not go out when it would"
              description="Each message of a flow can say otherwise, and news of an order go out all the same."
              value={fields.whenHeld}
              onChange={(value) => set({ whenHeld: value === 'drop' ? 'drop' : 'wait' })}
            >
              <Stack gap={8} mt={8}>
                <Radio
                  value="wait"
                  label="Waits until it may"
                  description="Whoever has bought by then, or left the flow, does not get it."
                />
                <Radio value="drop" label="Is not sent" description="The reason is kept with the message." />
              </Stack>
            </Radio.Group>
            <NumberInput
              label="Waits at most"
              description="Then it is not sent."
              w={200}
              min={1}
              max={720}
              allowDecimal={false}
              suffix=" hours"
              value={fields.mostHours}
              onChange={(mostHours) => set({ mostHours })}
              error={fault('mostHours')}
            />
          </>
        )}
        {save.error != null && !stale && <ErrorState error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!dirty || !complete}>
            Save rules
          </Button>
          {dirty && (
            <Button variant="default" onClick={() => take(saved)}>
              Discard changes
            </Button>
          )}
          {!mayWrite && <span>Your role may look at these settings but not change them.</span>}
        </Group>
      </fieldset>
    </form>
  )
}

interface QuietHoursProps {
  fields: RulesFields
  set: (change: Partial<RulesFields>) => void
  error: string | undefined
}

function QuietHours({ fields, set, error }: QuietHoursProps) {
  return (
    <div>
      <Switch
        label="Quiet hours"
        description="Nobody is written to then, by the clock of where they are: the custom field time_zone says it, else where their store is, else where the shop is."
        checked={fields.quiet}
        onChange={(event) => set({ quiet: event.currentTarget.checked })}
      />
      {fields.quiet && (
        <Group gap="xs" mt="sm" align="flex-start">
          <TimeInput
            label="From"
            w={120}
            value={fields.from}
            onChange={(event) => event.currentTarget.value !== '' && set({ from: event.currentTarget.value })}
          />
          <TimeInput
            label="Until"
            w={120}
            value={fields.until}
            onChange={(event) =>
              event.currentTarget.value !== '' && set({ until: event.currentTarget.value })
            }
            error={error}
          />
        </Group>
      )}
    </div>
  )
}

interface CapsProps {
  caps: CapFields[]
  onChange: (caps: CapFields[]) => void
  fault: (path: string) => string | undefined
}

function Caps({ caps, onChange, fault }: CapsProps) {
  const set = (index: number, change: Partial<CapFields>) =>
    onChange(caps.map((cap, at) => (at === index ? { ...cap, ...change } : cap)))
  return (
    <Input.Wrapper
      label="Frequency caps"
      description="How many messages somebody gets at most, of all flows and campaigns together."
    >
      <Stack gap="xs" mt={8}>
        {caps.map((cap, index) => (
          <Group key={index} gap="xs" align="flex-start">
            <NumberInput
              aria-label={`Cap ${String(index + 1)}: how many messages`}
              w={90}
              min={1}
              max={100}
              allowDecimal={false}
              value={cap.messages}
              onChange={(messages) => set(index, { messages })}
              error={fault(`caps[${String(index)}].messages`)}
            />
            <Select
              aria-label={`Cap ${String(index + 1)}: of which channel`}
              w={150}
              data={[...capChannels]}
              value={cap.channel}
              onChange={(channel) =>
                set(index, { channel: capChannels.find(({ value }) => value === channel)?.value ?? 'all' })
              }
              allowDeselect={false}
            />
            <Text fz="sm" lh="36px">
              in
            </Text>
            <NumberInput
              aria-label={`Cap ${String(index + 1)}: in how many`}
              w={90}
              min={1}
              allowDecimal={false}
              value={cap.amount}
              onChange={(amount) => set(index, { amount })}
              error={fault(`caps[${String(index)}].hours`)}
            />
            <Select
              aria-label={`Cap ${String(index + 1)}: hours or days`}
              w={110}
              data={[...capUnits]}
              value={cap.unit}
              onChange={(unit) => set(index, { unit: capUnits.find((one) => one === unit) ?? 'days' })}
              allowDeselect={false}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove cap ${String(index + 1)}`}
              onClick={() => onChange(caps.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        {caps.length < mostCaps && (
          <div>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() => onChange([...caps, newCap])}
            >
              Cap
            </Button>
          </div>
        )}
      </Stack>
    </Input.Wrapper>
  )
}
