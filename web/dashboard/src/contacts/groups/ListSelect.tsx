import { Button, Group, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api } from '../../api'
import { errorSentence } from '../../api/errorSentence'

interface ListSelectProps {
  value: string | null
  onChange: (id: string | null) => void
  /** A new list can be made on the spot. */
  mayMake: boolean
  label?: string
  description?: string
  error?: string | undefined
}

/** Chooses one of the lists, or makes one. */
export function ListSelect({
  value,
  onChange,
  mayMake,
  label = 'List',
  description,
  error,
}: ListSelectProps) {
  const [making, setMaking] = useState(false)
  const lists = $api.useQuery('get', '/api/contact-lists')
  if (making)
    return (
      <NewList
        onMade={(id) => {
          onChange(id)
          setMaking(false)
        }}
        onCancel={() => setMaking(false)}
      />
    )
  return (
    <Group align="flex-end" gap="xs">
      <Select
        flex={1}
        label={label}
        description={description}
        placeholder={lists.data?.items.length === 0 ? 'There is no list yet' : 'Choose a list'}
        data={(lists.data?.items ?? []).map((list) => ({ value: list.id, label: list.name }))}
        value={value}
        onChange={onChange}
        error={error}
        searchable
        clearable
      />
      {mayMake && (
        <Button variant="default" onClick={() => setMaking(true)}>
          New list
        </Button>
      )}
    </Group>
  )
}

function NewList({ onMade, onCancel }: { onMade: (id: string) => void; onCancel: () => void }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const make = $api.useMutation('post', '/api/contact-lists', {
    onSuccess: async (list) => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/contact-lists'] })
      onMade(list.id)
    },
  })
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        flex={1}
        label="Name of the new list"
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={make.error == null ? undefined : errorSentence(make.error)}
      />
      <Button
        loading={make.isPending}
        disabled={name.trim() === ''}
        onClick={() => make.mutate({ body: { name } })}
      >
        Make it
      </Button>
      <Button variant="default" onClick={onCancel}>
        Back
      </Button>
    </Group>
  )
}
