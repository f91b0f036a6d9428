import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData } from '@tanstack/react-query'
import { useState } from 'react'
import { $api } from '../../api'

interface ContactPickerProps {
  label: string
  value: string | undefined
  /** The name of the contact that is picked, for when the list no longer holds it. */
  name: string | undefined
  placeholder: string
  onPick: (id: string | undefined) => void
}

/** Picks a contact by name, e-mail or phone; the server searches. */
export function ContactPicker({ label, value, name, placeholder, onPick }: ContactPickerProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed === name ? '' : typed.trim(), 200)
  const found = $api.useQuery(
    'get',
    '/api/contacts',
    { params: { query: q === '' ? { limit: 20 } : { q, limit: 20 } } },
    { placeholderData: keepPreviousData },
  )
  const listed = (found.data?.items ?? []).map((contact) => ({
    value: contact.id,
    label:
      contact.email !== null && contact.email !== contact.name
        ? `${contact.name} · ${contact.email}`
        : contact.name,
  }))
  const missing = value !== undefined && !listed.some((each) => each.value === value)
  return (
    <Select
      aria-label={label}
      size="xs"
      searchable
      clearable={value !== undefined}
      placeholder={placeholder}
      nothingFoundMessage={found.isFetching ? 'Searching…' : 'No contact matches.'}
      data={missing ? [{ value, label: name ?? 'Chosen contact' }, ...listed] : listed}
      value={value ?? null}
      // The server has searched already, over more than this list holds.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={(id) => onPick(id ?? undefined)}
      comboboxProps={{ width: 340, position: 'bottom-start' }}
      maxDropdownHeight={320}
    />
  )
}
