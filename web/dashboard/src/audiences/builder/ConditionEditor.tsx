import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { $api } from '../../api'
import classes from '../Audiences.module.css'
import type { Condition } from '../filter'
import { EventEditor } from './EventEditor'
import { OrderEditor } from './OrderEditor'
import { FieldEditor, ProfileEditor } from './ProfileEditors'
import { PredictionEditor } from './PredictionEditor'
import { RfmEditor } from './RfmEditor'
import { TimeEditor } from './TimeEditor'

interface ConditionEditorProps {
  value: Condition
  onChange: (condition: Condition) => void
  /** The audience that is edited: it cannot be in itself. */
  self?: string | undefined
}

const channels = [
  { value: 'email', label: 'E-mail' },
  { value: 'sms', label: 'SMS' },
  { value: 'push', label: 'Push' },
] as const

const stands = [
  { value: 'subscribed', label: 'subscribed' },
  { value: 'unsubscribed', label: 'unsubscribed' },
  { value: 'pending', label: 'yet to confirm' },
  { value: 'never', label: 'never asked' },
] as const

const stocks = [
  { value: 'back_in_stock', label: 'is back in stock' },
  { value: 'in_stock', label: 'is in stock' },
  { value: 'out_of_stock', label: 'is out of stock' },
] as const

/** What one condition asks for. */
export function ConditionEditor({ value, onChange, self }: ConditionEditorProps) {
  switch (value.type) {
    case 'event':
      return <EventEditor value={value} onChange={onChange} />
    case 'orders':
      return <OrderEditor value={value} onChange={onChange} />
    case 'profile':
      return <ProfileEditor value={value} onChange={onChange} />
    case 'field':
      return <FieldEditor value={value} onChange={onChange} />
    case 'rfm':
      return <RfmEditor value={value} onChange={onChange} />
    case 'prediction':
      return <PredictionEditor value={value} onChange={onChange} />
    case 'consent':
      return (
        <div className={classes['line']}>
          <Select
            aria-label="Channel"
            w={110}
            data={channels}
            value={value.channel}
            onChange={(chosen) =>
              onChange({ ...value, channel: channels.find((one) => one.value === chosen)?.value ?? 'email' })
            }
            allowDeselect={false}
          />
          <Select
            aria-label="Status"
            w={150}
            data={stands}
            value={value.status}
            onChange={(chosen) =>
              onChange({
                ...value,
                status: stands.find((one) => one.value === chosen)?.value ?? 'subscribed',
              })
            }
            allowDeselect={false}
          />
        </div>
      )
    case 'reachable':
      return (
        <div className={classes['line']}>
          <span className={classes['word']}>by</span>
          <Select
            aria-label="Channel"
            w={110}
            data={channels.slice(0, 2)}
            value={value.channel}
            onChange={(chosen) => onChange({ ...value, channel: chosen === 'sms' ? 'sms' : 'email' })}
            allowDeselect={false}
          />
          <span className={classes['hint']}>Subscribed, with an address that works.</span>
        </div>
      )
    case 'abandoned_item':
      return (
        <div className={classes['line']}>
          <span className={classes['word']}>left something</span>
          <TimeEditor
            value={value.time}
            anyTime="at any time"
            onChange={(time) => onChange({ ...value, time: time ?? null })}
          />
          <span>that</span>
          <Select
            aria-label="Stock"
            w={170}
            data={stocks}
            value={value.stock}
            onChange={(chosen) =>
              onChange({ ...value, stock: stocks.find((one) => one.value === chosen)?.value ?? 'in_stock' })
            }
            allowDeselect={false}
          />
        </div>
      )
    case 'loyalty':
      return (
        <div className={classes['line']}>
          <span className={classes['word']}>a member, joined</span>
          <TimeEditor
            value={value.joined}
            anyTime="at any time"
            onChange={(joined) => onChange({ ...value, joined: joined ?? null })}
          />
          <TextInput
            aria-label="Store"
            w={170}
            placeholder="at any store"
            value={value.store ?? ''}
            onChange={(event) => onChange({ ...value, store: event.currentTarget.value || null })}
          />
        </div>
      )
    case 'list':
      return <ListChoice value={value.list} onChange={(list) => onChange({ ...value, list })} />
    case 'tag':
      return <TagChoice value={value.tag} onChange={(tag) => onChange({ ...value, tag })} />
    case 'audience':
      return (
        <AudienceChoice
          value={value.audience}
          self={self}
          onChange={(audience) => onChange({ ...value, audience })}
        />
      )
    case 'random':
      return (
        <div className={classes['line']}>
          <NumberInput
            aria-label="Percent"
            w={100}
            min={0}
            max={100}
            suffix=" %"
            value={value.percent}
            onChange={(percent) => onChange({ ...value, percent: Number(percent) })}
          />
          <span>of all, by the draw</span>
          <TextInput
            aria-label="Name of the draw"
            w={150}
            placeholder="any name"
            value={value.draw ?? ''}
            onChange={(event) => onChange({ ...value, draw: event.currentTarget.value })}
          />
          <span className={classes['hint']}>Always the same people; another name draws others.</span>
        </div>
      )
  }
}

interface ChoiceProps {
  value: string
  onChange: (value: string) => void
}

function ListChoice({ value, onChange }: ChoiceProps) {
  const lists = $api.useQuery('get', '/api/contact-lists')
  return (
    <Select
      aria-label="List"
      w={260}
      placeholder="Choose a list"
      data={(lists.data?.items ?? []).map((list) => ({ value: list.id, label: list.name }))}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      searchable
      nothingFoundMessage="There is no such list."
    />
  )
}

function TagChoice({ value, onChange }: ChoiceProps) {
  const tags = $api.useQuery('get', '/api/contact-tags')
  return (
    <TagsInput
      aria-label="Tag"
      w={260}
      maxTags={1}
      placeholder={value === '' ? 'Choose or type a tag' : ''}
      data={(tags.data?.items ?? []).map((tag) => tag.name)}
      value={value === '' ? [] : [value]}
      onChange={(chosen) => onChange(chosen[0] ?? '')}
    />
  )
}

function AudienceChoice({ value, onChange, self }: ChoiceProps & { self: string | undefined }) {
  const audiences = $api.useQuery('get', '/api/audiences')
  return (
    <Select
      aria-label="Audience"
      w={300}
      placeholder="Choose an audience"
      data={(audiences.data?.items ?? [])
        .filter((audience) => audience.id !== self)
        .map((audience) => ({ value: audience.id, label: audience.name }))}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      searchable
      nothingFoundMessage="There is no such audience."
    />
  )
}
