import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'

interface SearchFieldProps {
  label: string
  placeholder: string
  /** What the URL says. */
  value: string | undefined
  /** Called when somebody pauses typing; undefined when nothing is searched for. */
  onSearch: (text: string | undefined) => void
}

/** A search whose text stands in the URL. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value ?? '')
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    // Cleared from elsewhere. Other values are what was typed a moment ago: more may have been typed since.
    if (value === undefined) setText('')
  }
  const search = useDebouncedCallback((typed: string) => onSearch(typed.trim() || undefined), 250)
  const type = (typed: string) => {
    setText(typed)
    search(typed)
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} />}
      rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}
