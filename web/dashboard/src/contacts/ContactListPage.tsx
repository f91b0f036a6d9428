import { Button, Select } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api, type components } from '../api'
import {
  byCursor,
  type Column,
  DataList,
  DateTime,
  EmptyState,
  Money,
  Page,
  pagedRows,
  SearchField,
  useFormat,
} from '../shared'
import { ConsentPill } from './ConsentPill'
import { ContactPeek } from './ContactPeek'
import classes from './Contacts.module.css'
import { sorts, sortWords } from './sorts'

type Contact = components['schemas']['ContactRow']

const route = getRouteApi('/shell/contacts')

const columns: Column<Contact>[] = [
  { id: 'name', header: 'Name', cell: (contact) => contact.name },
  { id: 'email', header: 'E-mail', cell: (contact) => contact.email ?? '–' },
  { id: 'phone', header: 'Phone', cell: (contact) => contact.phone ?? '–', onPhone: false },
  {
    id: 'consent',
    header: 'E-mail consent',
    cell: (contact) => <ConsentPill status={contact.emailConsent} />,
  },
  { id: 'orders', header: 'Orders', align: 'right', cell: (contact) => contact.orderCount || '–' },
  {
    id: 'spent',
    header: 'Spent',
    align: 'right',
    cell: (contact) => (
      <Money amount={contact.orderCount > 0 ? contact.orderTotal : null} currency={contact.currency} />
    ),
  },
  {
    id: 'seen',
    header: 'Last seen',
    cell: (contact) => <DateTime at={contact.lastSeenAt} as="ago" />,
    width: 176,
  },
]

/** Everybody the shop knows, known or anonymous. */
export function ContactListPage() {
  const { q, sort, peek } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, peek: id }) })
  const query = { limit: 50, ...(q && { q }), ...(sort && { sort }) }
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/contacts',
      { params: { query } },
      { ...byCursor, placeholderData: keepPreviousData },
    ),
  )
  return (
    <Page
      title="Contacts"
      about="Everybody your sources have told of, and the visitors they have not named yet."
    >
      <Filters />
      <DataList
        label="Contacts"
        noun={['contact']}
        rows={rows}
        rowKey={(contact) => contact.id}
        columns={columns}
        onOpen={(contact) => open(contact.id)}
        selected={peek}
        empty={q === undefined ? <NothingYet /> : <NoMatch q={q} />}
      />
      {peek !== undefined && <ContactPeek key={peek} id={peek} onClose={() => open(undefined)} />}
    </Page>
  )
}

function Filters() {
  const { q, sort } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <div className={classes['filters']}>
      <SearchField
        label="Search contacts"
        placeholder="Name, e-mail, phone or customer id…"
        value={q}
        onSearch={(text) => void navigate({ search: (old) => ({ ...old, q: text }), replace: true })}
      />
      <Select
        aria-label="Sorted by"
        data={sorts.map((value) => ({ value, label: sortWords[value] }))}
        value={sort ?? 'lastSeenAt'}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, sort: sorts.find((one) => one === value && one !== 'lastSeenAt') }),
            replace: true,
          })
        }
        allowDeselect={false}
      />
      <Count q={q} />
    </div>
  )
}

function Count({ q }: { q: string | undefined }) {
  const format = useFormat()
  const count = $api.useQuery(
    'get',
    '/api/contacts/count',
    { params: { query: q ? { q } : {} } },
    { placeholderData: keepPreviousData },
  )
  return (
    <span className={classes['count']} role="status">
      {count.data && (count.data.atLeast ? 'at least ' : '') + format.count(count.data.count, 'contact')}
    </span>
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
      Whoever leaves a cart, orders or does anything else that a source tells of becomes a contact.
    </EmptyState>
  )
}

function NoMatch({ q }: { q: string }) {
  const navigate = route.useNavigate()
  return (
    <EmptyState
      title={`Nobody is found by “${q}”`}
      action={
        <Button variant="default" onClick={() => void navigate({ search: {} })}>
          Clear the search
        </Button>
      }
    >
      Contacts are found by the beginning of a name, e-mail address, phone number or customer id.
    </EmptyState>
  )
}
