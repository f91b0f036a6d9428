import { Button, Menu } from '@mantine/core'
import { IconFileImport, IconUsers } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { byCursor, DataList, EmptyState, MoreMenu, Page, pagedRows } from '../shared'
import { ContactPeek } from './ContactPeek'
import { BulkBar } from './jobs/BulkBar'
import { chosenColumns, contactColumns } from './list/contactColumns'
import { ContactFilters } from './list/ContactFilters'
import { filterOf } from './list/contactSearch'

const route = getRouteApi('/shell/contacts')

/** Everybody the shop knows, known or anonymous. */
export function ContactListPage() {
  const mayChange = usePermission('contacts_write')
  const search = route.useSearch()
  const filter = filterOf(search)
  const fields = $api.useQuery('get', '/api/contact-fields')
  const columns = contactColumns(fields.data?.items ?? [])
  return (
    <Page
      title="Contacts"
      about="Everybody your sources have told of, and the visitors they have not named yet."
      actions={mayChange && <Actions />}
    >
      <ContactFilters columns={columns} />
      {/* What is ticked belongs to one filter: another one begins with nothing ticked. */}
      <List key={JSON.stringify(filter)} columns={chosenColumns(columns, search.cols)} />
    </Page>
  )
}

function List({ columns }: { columns: ReturnType<typeof chosenColumns> }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = usePermission('contacts_write')
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const filter = filterOf(search)
  const open = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, peek: id }) })
  const query = { limit: 50, ...filter, ...(search.sort && { sort: search.sort }) }
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/contacts',
      { params: { query } },
      { ...byCursor, placeholderData: keepPreviousData },
    ),
  )
  const choose = (next: ReadonlySet<string>) => {
    setAll(false)
    setKeys(next)
  }
  return (
    <>
      <DataList
        label="Contacts"
        noun={['contact']}
        rows={rows}
        rowKey={(contact) => contact.id}
        columns={columns}
        onOpen={(contact) => open(contact.id)}
        selected={search.peek}
        selection={mayChange ? { keys, all, onChange: choose } : undefined}
        empty={Object.keys(filter).length === 0 ? <NothingYet /> : <NoMatch q={search.q} />}
      />
      {(keys.size > 0 || all) && (
        <BulkBar
          ids={[...keys]}
          all={all}
          filter={filter}
          more={rows.hasMore || keys.size < (rows.items?.length ?? 0)}
          onAll={() => setAll(true)}
          onClear={() => choose(new Set())}
        />
      )}
      {search.peek !== undefined && (
        <ContactPeek key={search.peek} id={search.peek} onClose={() => open(undefined)} />
      )}
    </>
  )
}

function Actions() {
  return (
    <>
      <MoreMenu>
        <Menu.Item renderRoot={(props) => <Link to="/contacts/lists" {...props} />}>Lists and tags</Menu.Item>
        <Menu.Item renderRoot={(props) => <Link to="/settings/contact-fields" {...props} />}>
          Custom fields
        </Menu.Item>
      </MoreMenu>
      <Button
        leftSection={<IconFileImport size={16} />}
        renderRoot={(props) => <Link to="/contacts/imports" {...props} />}
      >
        Import
      </Button>
    </>
  )
}

function NothingYet() {
  return (
    <EmptyState
      title="No contacts yet"
      icon={<IconUsers size={20} />}
      action={
        <Button renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
          Connect a platform
        </Button>
      }
    >
      Whoever leaves a cart, orders or does anything else that a source tells of becomes a contact. People you
      know already can be imported from a file.
    </EmptyState>
  )
}

function NoMatch({ q }: { q: string | undefined }) {
  const navigate = route.useNavigate()
  return (
    <EmptyState
      title={q === undefined ? 'Nobody fits these filters' : `Nobody is found by “${q}”`}
      action={
        <Button variant="default" onClick={() => void navigate({ search: {} })}>
          {q === undefined ? 'Clear the filters' : 'Clear the search'}
        </Button>
      }
    >
      Contacts are found by the beginning of a name, e-mail address, phone number or customer id, and by the
      end of a phone number.
    </EmptyState>
  )
}
