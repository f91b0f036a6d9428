import { Anchor, Button, Group, Tabs, TextInput } from '@mantine/core'
import { IconArrowLeft, IconTags } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../../api'
import { errorSentence } from '../../api/errorSentence'
import { usePermission } from '../../session/SessionContext'
import { allRows, DataList, DateTime, EmptyState, Page, useFormat } from '../../shared'
import { GroupMenu, type GroupKind } from './GroupMenu'

const route = getRouteApi('/shell/contacts/lists')

/** Static lists and tags, with how many contacts each has. */
export function GroupsPage() {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const kind = tab ?? 'lists'
  return (
    <Page
      title="Lists and tags"
      about="A list is made on purpose, such as the guests of an event. A tag is a light label on a contact."
      back={
        <Anchor renderRoot={(props) => <Link to="/contacts" {...props} />} fz={13} c="dimmed">
          <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Contacts
        </Anchor>
      }
    >
      <Tabs
        value={kind}
        onChange={(value) => void navigate({ search: value === 'tags' ? { tab: 'tags' } : {} })}
        mb="md"
      >
        <Tabs.List>
          <Tabs.Tab value="lists">Lists</Tabs.Tab>
          <Tabs.Tab value="tags">Tags</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <Groups key={kind} kind={kind} />
    </Page>
  )
}

function Groups({ kind }: { kind: GroupKind }) {
  const mayChange = usePermission('contacts_write')
  const format = useFormat()
  const lists = $api.useQuery('get', '/api/contact-lists', {}, { enabled: kind === 'lists' })
  const tags = $api.useQuery('get', '/api/contact-tags', {}, { enabled: kind === 'tags' })
  const rows = allRows(kind === 'lists' ? lists : tags, (data) => data.items)
  return (
    <>
      {kind === 'lists' && mayChange && <NewList />}
      <DataList
        label={kind === 'lists' ? 'Lists' : 'Tags'}
        noun={kind === 'lists' ? ['list'] : ['tag']}
        rows={rows}
        rowKey={(group) => group.id}
        columns={[
          {
            id: 'name',
            header: 'Name',
            cell: (group) => (
              <Anchor
                fz="inherit"
                fw={500}
                renderRoot={(props) => (
                  <Link
                    to="/contacts"
                    search={kind === 'lists' ? { list: group.id } : { tag: group.name }}
                    {...props}
                  />
                )}
              >
                {group.name}
              </Anchor>
            ),
          },
          {
            id: 'members',
            header: 'Contacts',
            align: 'right',
            cell: (group) => format.number(group.members),
          },
          { id: 'made', header: 'Since', cell: (group) => <DateTime at={group.createdAt} as="date" /> },
          {
            id: 'menu',
            header: '',
            width: 56,
            cell: (group) => mayChange && <GroupMenu kind={kind} group={group} />,
          },
        ]}
        empty={
          <EmptyState title={kind === 'lists' ? 'No lists yet' : 'No tags yet'} icon={<IconTags size={20} />}>
            {kind === 'lists'
              ? 'Make a list, then add contacts to it from their page, from the list of contacts or by an import.'
              : 'A tag is there from its first use: on a contact’s page, in the list of contacts or by an import.'}
          </EmptyState>
        }
      />
    </>
  )
}

function NewList() {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const make = $api.useMutation('post', '/api/contact-lists', {
    onSuccess: () => {
      setName('')
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contact-lists'] })
    },
  })
  const save = () => make.mutate({ body: { name } })
  return (
    <Group align="flex-start" gap="xs" mb="md">
      <TextInput
        aria-label="Name of a new list"
        placeholder="Name of a new list"
        maxLength={80}
        w={280}
        value={name}
        error={make.error == null ? undefined : errorSentence(make.error)}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && name.trim() !== '' && save()}
      />
      <Button loading={make.isPending} disabled={name.trim() === ''} onClick={save}>
        Make a list
      </Button>
    </Group>
  )
}
