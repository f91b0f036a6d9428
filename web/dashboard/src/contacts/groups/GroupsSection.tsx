import { Autocomplete, Pill, PillGroup, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { ErrorState } from '../../shared'
import { Part } from '../Part'
import { ListSelect } from './ListSelect'

type Contact = components['schemas']['ContactDetail']

/** The tags a contact has and the lists they are in. */
export function GroupsSection({ contact }: { contact: Contact }) {
  const mayChange = usePermission('contacts_write')
  return (
    <Part title="Tags and lists">
      <Stack gap="sm">
        <Tags contact={contact} mayChange={mayChange} />
        <Lists contact={contact} mayChange={mayChange} />
      </Stack>
    </Part>
  )
}

const useChanged = () => {
  const queryClient = useQueryClient()
  return () => {
    for (const path of ['/api/contacts/{id}', '/api/contacts', '/api/contact-tags', '/api/contact-lists'])
      void queryClient.invalidateQueries({ queryKey: ['get', path] })
  }
}

interface SectionProps {
  contact: Contact
  mayChange: boolean
}

function Tags({ contact, mayChange }: SectionProps) {
  const onSuccess = useChanged()
  const [text, setText] = useState('')
  const known = $api.useQuery('get', '/api/contact-tags')
  const add = $api.useMutation('put', '/api/contacts/{id}/tags/{tag}', { onSuccess })
  const remove = $api.useMutation('delete', '/api/contacts/{id}/tags/{tag}', { onSuccess })
  const put = (tag: string) => {
    setText('')
    if (tag.trim() !== '') add.mutate({ params: { path: { id: contact.id, tag: tag.trim() } } })
  }
  const error: unknown = add.error ?? remove.error
  return (
    <div>
      <PillGroup mb={6}>
        {contact.tags.map((tag) => (
          <Pill
            key={tag}
            withRemoveButton={mayChange}
            removeButtonProps={{ 'aria-label': `Remove the tag ${tag}` }}
            onRemove={() => remove.mutate({ params: { path: { id: contact.id, tag } } })}
          >
            {tag}
          </Pill>
        ))}
        {contact.tags.length === 0 && !mayChange && (
          <Text size="sm" c="dimmed">
            No tags
          </Text>
        )}
      </PillGroup>
      {mayChange && (
        <Autocomplete
          size="xs"
          aria-label="Add a tag"
          placeholder="Add a tag"
          maxLength={80}
          data={(known.data?.items ?? [])
            .map((tag) => tag.name)
            .filter((name) => !contact.tags.includes(name))}
          value={text}
          onChange={setText}
          onOptionSubmit={put}
          onKeyDown={(event) => {
            if (event.key === 'Enter') put(text)
          }}
        />
      )}
      {error != null && <ErrorState error={error} />}
    </div>
  )
}

function Lists({ contact, mayChange }: SectionProps) {
  const onSuccess = useChanged()
  const add = $api.useMutation('put', '/api/contacts/{id}/lists/{list}', { onSuccess })
  const remove = $api.useMutation('delete', '/api/contacts/{id}/lists/{list}', { onSuccess })
  const error: unknown = add.error ?? remove.error
  return (
    <div>
      <PillGroup mb={6}>
        {contact.lists.map((list) => (
          <Pill
            key={list.id}
            withRemoveButton={mayChange}
            removeButtonProps={{ 'aria-label': `Remove from the list ${list.name}` }}
            onRemove={() => remove.mutate({ params: { path: { id: contact.id, list: list.id } } })}
          >
            {list.name}
          </Pill>
        ))}
      </PillGroup>
      {mayChange ? (
        <ListSelect
          label="Add to a list"
          value={null}
          mayMake
          onChange={(list) => {
            if (list !== null) add.mutate({ params: { path: { id: contact.id, list } } })
          }}
        />
      ) : (
        contact.lists.length === 0 && (
          <Text size="sm" c="dimmed">
            In no list
          </Text>
        )
      )}
      {error != null && <ErrorState error={error} />}
    </div>
  )
}
