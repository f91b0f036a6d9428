import { Checkbox, Select } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { getRouteApi } from '@tanstack/react-router'
import { $api } from '../api'
import { OnlyContact } from '../contacts/OnlyContact'
import { usePermission } from '../session/SessionContext'
import { SearchField, useFormat } from '../shared'
import type { EventRow } from './arrivals'
import classes from './EventHistoryPage.module.css'
import type { EventSearch } from './filters'
import { nameOptions, sourceOptions } from './options'

const route = getRouteApi('/shell/automation/event-history')

function useFilters() {
  const navigate = route.useNavigate()
  const change = (filters: { [Key in keyof EventSearch]: string | null | undefined }) =>
    void navigate({
      search: (old) => {
        const next: Record<string, unknown> = { ...old, ...filters }
        return Object.fromEntries(Object.entries(next).filter(([, value]) => value != null && value !== ''))
      },
      replace: true,
    })
  return { search: route.useSearch(), change }
}

/** The filters of the history; each stands in the URL. */
export function EventFilters({ rows }: { rows: readonly EventRow[] | undefined }) {
  const { search, change } = useFilters()
  return (
    <>
      <div className={classes['filters']}>
        <NameFilter />
        <SourceFilter rows={rows ?? []} />
        <EmailFilter />
        <DatePickerInput
          type="range"
          placeholder="Arrived on any day"
          clearable
          allowSingleDateInRange
          valueFormat="D MMM YYYY"
          value={[search.from ?? null, search.to ?? null]}
          onChange={([from, to]) => change({ from, to })}
        />
        <Checkbox
          className={classes['check'] ?? ''}
          label="With warnings"
          checked={search.warnings !== undefined}
          onChange={(event) => change({ warnings: event.currentTarget.checked ? 'yes' : null })}
        />
      </div>
      {search.contact !== undefined && (
        <OnlyContact id={search.contact} what="events" onClear={() => change({ contact: null })} />
      )}
    </>
  )
}

function NameFilter() {
  const { search, change } = useFilters()
  const format = useFormat()
  const names = $api.useQuery('get', '/api/events/names')
  return (
    <Select
      aria-label="Name of the event"
      placeholder="Every event"
      data={nameOptions(names.data ?? [], search.name, (count) => format.number(count))}
      value={search.name ?? null}
      onChange={(name) => change({ name })}
      searchable
      clearable
      nothingFoundMessage="No event of that name has come in."
      maxDropdownHeight={360}
    />
  )
}

function SourceFilter({ rows }: { rows: readonly EventRow[] }) {
  const { search, change } = useFilters()
  const mayRead = usePermission('settings_read')
  const sources = $api.useQuery('get', '/api/sources', undefined, { enabled: mayRead })
  return (
    <Select
      aria-label="Source"
      placeholder="Every source"
      data={sourceOptions(sources.data?.items ?? [], rows, search.source)}
      value={search.source ?? null}
      onChange={(source) => change({ source })}
      clearable
    />
  )
}

function EmailFilter() {
  const { search, change } = useFilters()
  return (
    <SearchField
      label="Contact’s e-mail begins with"
      placeholder="Contact’s e-mail begins with…"
      value={search.q}
      onSearch={(q) => change({ q })}
    />
  )
}
