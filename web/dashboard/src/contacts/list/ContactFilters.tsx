import { Button, Checkbox, Group, Popover, Select, Stack } from '@mantine/core'
import { IconColumns3, IconFilter, IconTargetArrow } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { SearchField, useFormat } from '../../shared'
import classes from '../Contacts.module.css'
import { consentWord, channelWord } from '../consent'
import { sorts, sortWords } from '../sorts'
import type { contactColumns } from './contactColumns'
import { consentChoices, filterOf } from './contactSearch'

const route = getRouteApi('/shell/contacts')

const consentData = consentChoices.map((value) => {
  const [channel, status] = value.split(':')
  const known = { email: 'email', sms: 'sms', push: 'push' } as const
  const stands = {
    subscribed: 'subscribed',
    unsubscribed: 'unsubscribed',
    pending: 'pending',
    never: 'never',
  } as const
  const of = Object.entries(known).find(([name]) => name === channel)?.[1] ?? 'email'
  const at = Object.entries(stands).find(([name]) => name === status)?.[1] ?? 'never'
  return { value, label: `${channelWord(of)}: ${consentWord(at).toLowerCase()}` }
})

/** Search, filters, sort and columns of the list; all of it stands in the URL. */
export function ContactFilters({ columns }: { columns: ReturnType<typeof contactColumns> }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <div className={classes['filters']}>
      <SearchField
        label="Search contacts"
        placeholder="Name, e-mail, phone or customer id…"
        value={search.q}
        onSearch={(text) => void navigate({ search: (old) => ({ ...old, q: text }), replace: true })}
      />
      <Select
        aria-label="Sorted by"
        data={sorts.map((value) => ({ value, label: sortWords[value] }))}
        value={search.sort ?? 'lastSeenAt'}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, sort: sorts.find((one) => one === value && one !== 'lastSeenAt') }),
            replace: true,
          })
        }
        allowDeselect={false}
      />
      <MoreFilters />
      <ColumnChoice columns={columns} />
      <div className={classes['count']}>
        <AsAudience />
        <Count />
      </div>
    </div>
  )
}

function MoreFilters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const lists = $api.useQuery('get', '/api/contact-lists')
  const tags = $api.useQuery('get', '/api/contact-tags')
  const rfm = $api.useQuery('get', '/api/rfm')
  const audiences = $api.useQuery('get', '/api/audiences')
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true })
  const count = Object.keys(filterOf({ ...search, q: undefined })).length
  return (
    <Popover position="bottom-start" shadow="md" withArrow={false} trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={16} />}>
          {count > 0 ? `Filters (${count})` : 'Filters'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" w={260}>
          <Select
            label="Audience"
            placeholder="Any"
            data={(audiences.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={search.audience ?? null}
            onChange={(audience) => set({ audience: audience ?? undefined })}
            clearable
            searchable
          />
          <Select
            label="List"
            placeholder="Any"
            data={(lists.data?.items ?? []).map((list) => ({ value: list.id, label: list.name }))}
            value={search.list ?? null}
            onChange={(list) => set({ list: list ?? undefined })}
            clearable
            searchable
          />
          <Select
            label="Tag"
            placeholder="Any"
            data={(tags.data?.items ?? []).map((tag) => tag.name)}
            value={search.tag ?? null}
            onChange={(tag) => set({ tag: tag ?? undefined })}
            clearable
            searchable
          />
          <Select
            label="Consent"
            placeholder="Any"
            data={consentData}
            value={search.consent ?? null}
            onChange={(value) => set({ consent: consentChoices.find((one) => one === value) })}
            clearable
          />
          <YesNo
            label="Who"
            yes="Known people"
            no="Anonymous visitors"
            value={search.known}
            onChange={(known) => set({ known })}
          />
          <YesNo
            label="Orders"
            yes="With a delivered order"
            no="Without one"
            value={search.ordered}
            onChange={(ordered) => set({ ordered })}
          />
          <Select
            label="RFM segment"
            placeholder="Any"
            data={(rfm.data?.segments ?? []).map((segment) => segment.name)}
            value={search.segment ?? null}
            onChange={(segment) => set({ segment: segment ?? undefined })}
            clearable
            searchable
          />
          <Group gap="sm" grow>
            <Score label="Recency" value={search.recency} onChange={(recency) => set({ recency })} />
            <Score label="Frequency" value={search.frequency} onChange={(frequency) => set({ frequency })} />
          </Group>
          {count > 0 && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() =>
                set({
                  list: undefined,
                  tag: undefined,
                  consent: undefined,
                  known: undefined,
                  ordered: undefined,
                  segment: undefined,
                  recency: undefined,
                  frequency: undefined,
                  audience: undefined,
                })
              }
            >
              Clear the filters
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ScoreProps {
  label: string
  value: number | undefined
  onChange: (score: number | undefined) => void
}

function Score({ label, value, onChange }: ScoreProps) {
  return (
    <Select
      label={label}
      placeholder="Any"
      data={['5', '4', '3', '2', '1']}
      value={value === undefined ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? undefined : Number(chosen))}
      clearable
    />
  )
}

interface YesNoProps {
  label: string
  yes: string
  no: string
  value: 'true' | 'false' | undefined
  onChange: (value: 'true' | 'false' | undefined) => void
}

function YesNo({ label, yes, no, value, onChange }: YesNoProps) {
  return (
    <Select
      label={label}
      placeholder="Any"
      data={[
        { value: 'true', label: yes },
        { value: 'false', label: no },
      ]}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen === 'true' || chosen === 'false' ? chosen : undefined)}
      clearable
    />
  )
}

function ColumnChoice({ columns }: { columns: ReturnType<typeof contactColumns> }) {
  const { cols } = route.useSearch()
  const navigate = route.useNavigate()
  const [, ...choosable] = columns
  const shown = cols?.split(',') ?? choosable.filter((column) => column.usual).map((column) => column.id)
  const toggle = (id: string) => {
    const next = choosable
      .map((column) => column.id)
      .filter((one) => (one === id ? !shown.includes(one) : shown.includes(one)))
    void navigate({ search: (old) => ({ ...old, cols: next.join(',') || 'name' }), replace: true })
  }
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />} visibleFrom="sm">
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8} mah={360} style={{ overflowY: 'auto' }}>
          {choosable.map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.header}
              checked={shown.includes(column.id)}
              onChange={() => toggle(column.id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function AsAudience() {
  const search = route.useSearch()
  const mayChange = usePermission('contacts_write')
  if (!mayChange || Object.keys(filterOf({ ...search, q: undefined })).length === 0) return null
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      mr={8}
      leftSection={<IconTargetArrow size={16} />}
      renderRoot={(props) => (
        <Link
          to="/audiences/new"
          search={{ ...search, q: undefined, sort: undefined, cols: undefined, peek: undefined }}
          {...props}
        />
      )}
    >
      Make an audience
    </Button>
  )
}

function Count() {
  const format = useFormat()
  const query = filterOf(route.useSearch())
  const count = $api.useQuery(
    'get',
    '/api/contacts/count',
    { params: { query } },
    { placeholderData: keepPreviousData },
  )
  return (
    <span role="status">
      {count.data && (count.data.atLeast ? 'at least ' : '') + format.count(count.data.count, 'contact')}
    </span>
  )
}
