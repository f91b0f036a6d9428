import { Select, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, api, ApiError, bodyOf, type components } from '../api'
import { DateTime, ErrorState } from '../shared'
import classes from './Audiences.module.css'
import type { Filter } from './filter'

type Explanation = components['schemas']['Explanation']

/** Why is this person in or out? Condition by condition, with what was seen. */
export function WhyPanel({ filter }: { filter: Filter }) {
  const [contact, setContact] = useState<string | null>(null)
  const [asked] = useDebouncedValue(filter, 250)
  const why = useQuery({
    queryKey: ['audience-why', contact, asked],
    queryFn: () =>
      bodyOf(api.POST('/api/audiences/explain', { body: { filter: asked, contact: contact ?? '' } })),
    enabled: contact !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const unfinished = why.error instanceof ApiError && why.error.status === 400
  return (
    <section>
      <Title order={2} size="h4" mb={8}>
        Why is somebody in or out?
      </Title>
      <PersonSelect value={contact} onChange={setContact} />
      {why.error != null && !unfinished && <ErrorState error={why.error} />}
      {contact !== null && why.data !== undefined && (
        <div aria-live="polite">
          <p className={classes['sentence']}>
            <strong>{why.data.member ? 'In.' : 'Out.'}</strong>{' '}
            {why.data.until !== null && (
              <>
                Time alone may change that at <DateTime at={why.data.until} />.
              </>
            )}
          </p>
          <ul className={classes['why']}>
            <Reason part={why.data.explanation} />
          </ul>
        </div>
      )}
    </section>
  )
}

function PersonSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 200)
  const people = $api.useQuery(
    'get',
    '/api/contacts',
    { params: { query: { limit: 12, ...(q.trim() !== '' && { q: q.trim() }) } } },
    { placeholderData: keepPreviousData },
  )
  return (
    <Select
      aria-label="Person"
      placeholder="Name, e-mail or phone…"
      data={(people.data?.items ?? []).map(({ id, name, email, phone }) => ({
        value: id,
        label: [name, email !== name && email, phone !== name && phone].filter(Boolean).join(' · '),
      }))}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      // Who came in since this page was opened is there too.
      onDropdownOpen={() => void people.refetch()}
      filter={({ options }) => options}
      searchable
      clearable
      nothingFoundMessage="Nobody is found by that."
    />
  )
}

const heads: Record<string, string> = { all: 'All of these', any: 'Any of these', none: 'None of these' }

function Reason({ part }: { part: Explanation }) {
  const Icon = part.holds ? IconCircleCheck : IconCircleX
  return (
    <li>
      <div className={classes['reason']} data-holds={part.holds}>
        <Icon size={16} aria-label={part.holds ? 'holds' : 'does not hold'} />
        <div>
          {heads[part.type] ?? part.words}
          {part.seen !== null && <small>Seen: {part.seen}</small>}
        </div>
      </div>
      {part.parts.length > 0 && (
        <ul className={classes['why']}>
          {part.parts.map((one, index) => (
            <Reason key={index} part={one} />
          ))}
        </ul>
      )}
    </li>
  )
}
