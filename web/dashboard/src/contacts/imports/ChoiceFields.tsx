import { Autocomplete, Checkbox, Radio, Select, Stack, Textarea } from '@mantine/core'
import { useMemo } from 'react'
import { $api } from '../../api'
import { countries } from '../../session/places'
import { useWorkspace } from '../../session/SessionContext'
import { ListSelect } from '../groups/ListSelect'
import type { Choices } from './Draft'
import classes from './Imports.module.css'

interface ChoiceFieldsProps {
  choices: Choices
  onChange: (change: Partial<Choices>) => void
  fault: (name: string) => string | undefined
}

/** Lists, tags, consent and the rest of what an import can do with people. */
export function ChoiceFields(props: ChoiceFieldsProps) {
  return (
    <div className={classes['choices']}>
      <Places {...props} />
      <Consent {...props} />
      <Known {...props} />
      <Reading {...props} />
    </div>
  )
}

function Places({ choices, onChange, fault }: ChoiceFieldsProps) {
  const tags = $api.useQuery('get', '/api/contact-tags')
  return (
    <Stack gap="sm">
      <ListSelect
        label="Add everybody to a list"
        value={choices.list ?? null}
        onChange={(list) => onChange({ list })}
        mayMake
        error={fault('list')}
      />
      <Autocomplete
        label="Tag everybody"
        placeholder="fair-2026"
        maxLength={80}
        data={(tags.data?.items ?? []).map((tag) => tag.name)}
        value={choices.tag ?? ''}
        onChange={(tag) => onChange({ tag: tag || null })}
        error={fault('tag')}
      />
    </Stack>
  )
}

function Consent({ choices, onChange, fault }: ChoiceFieldsProps) {
  const subscribe = choices.subscribe ?? []
  const mapped = choices.columns.some((target) => target.startsWith('consent:'))
  const set = (channel: 'email' | 'sms', on: boolean) =>
    onChange({ subscribe: on ? [...subscribe, channel] : subscribe.filter((one) => one !== channel) })
  return (
    <Stack gap="xs">
      <Checkbox
        label="These people agreed to e-mails from us"
        checked={subscribe.includes('email')}
        onChange={(event) => set('email', event.currentTarget.checked)}
      />
      <Checkbox
        label="These people agreed to SMS from us"
        checked={subscribe.includes('sms')}
        onChange={(event) => set('sms', event.currentTarget.checked)}
      />
      {(subscribe.length > 0 || mapped) && (
        <Textarea
          label="What they agreed to"
          description="The words, when and where. It is kept in the consent’s history of each. Who has unsubscribed stays unsubscribed."
          placeholder="“Yes, send me offers”, signed at our stand at the Lyon fair, March 2026"
          required
          maxLength={2000}
          autosize
          minRows={2}
          value={choices.wording ?? ''}
          onChange={(event) => onChange({ wording: event.currentTarget.value || null })}
          error={fault('wording')}
        />
      )}
    </Stack>
  )
}

function Known({ choices, onChange }: ChoiceFieldsProps) {
  return (
    <Radio.Group
      label="People who are known already"
      value={choices.existing ?? 'update'}
      onChange={(value) => onChange({ existing: value === 'keep' ? 'keep' : 'update' })}
    >
      <Stack gap={8} mt={8}>
        <Radio value="update" label="Update them with what the file says" />
        <Radio
          value="keep"
          label="Leave them as they are"
          description="Only the list and the tag are added, and opt-outs are heard."
        />
      </Stack>
    </Radio.Group>
  )
}

const dateOrders = [
  { value: 'unmistakable', label: 'Refuse dates such as 03/04/2026' },
  { value: 'day_first', label: '03/04/2026 is 3 April' },
  { value: 'month_first', label: '03/04/2026 is March 4' },
] as const

function Reading({ choices, onChange, fault }: ChoiceFieldsProps) {
  const workspace = useWorkspace()
  const places = useMemo(() => countries(), [])
  const sources = $api.useQuery('get', '/api/sources')
  return (
    <Stack gap="sm">
      <Select
        label="Numbers without a country code are from"
        data={places}
        value={choices.country ?? workspace.country}
        onChange={(country) => onChange({ country })}
        searchable
        allowDeselect={false}
        error={fault('country')}
      />
      {choices.columns.includes('customer_id') && (
        <Select
          label="The customer ids are those of"
          description="Choose the platform they come from: its events then find the same people."
          placeholder="No connected platform"
          data={(sources.data?.items ?? []).map((source) => ({ value: source.id, label: source.name }))}
          value={choices.source ?? null}
          onChange={(source) => onChange({ source })}
          clearable
          error={fault('source')}
        />
      )}
      {choices.columns.some((target) => target.startsWith('field:')) && (
        <Select
          label="Dates"
          data={dateOrders}
          value={choices.dates ?? 'unmistakable'}
          onChange={(value) =>
            onChange({ dates: dateOrders.find((one) => one.value === value)?.value ?? 'unmistakable' })
          }
          allowDeselect={false}
        />
      )}
    </Stack>
  )
}
