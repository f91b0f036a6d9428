import { ActionIcon, Button, Select, Tooltip } from '@mantine/core'
import { IconEye, IconShoppingBag } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api, type components } from '../api'
import { ContactPeek } from '../contacts/ContactPeek'
import { OnlyContact } from '../contacts/OnlyContact'
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
} from '../shared'
import classes from './OrderListPage.module.css'
import { OrderPeek } from './OrderPeek'
import { OrderStatusPill } from './OrderStatusPill'
import { statuses, statusWord } from './status'

type Order = components['schemas']['OrderRow']

const route = getRouteApi('/shell/automation/orders')

/** Every order as it stands, with all that was sent of it one click away. */
export function OrderListPage() {
  const { status, q, contact, peek } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, peek: id }) })
  const query = {
    limit: 50,
    ...(status && { status }),
    ...(q && { q }),
    ...(contact && { contactId: contact }),
  }
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/orders',
      { params: { query } },
      { ...byCursor, placeholderData: keepPreviousData },
    ),
  )
  const filtered = status !== undefined || q !== undefined || contact !== undefined
  return (
    <Page title="Orders" about="Every order as it stands. Only delivered ones count as revenue.">
      <Filters />
      {contact !== undefined && (
        <OnlyContact
          id={contact}
          what="orders"
          onClear={() => void navigate({ search: (old) => ({ ...old, contact: undefined }), replace: true })}
        />
      )}
      <DataList
        label="Orders"
        noun={['order']}
        rows={rows}
        rowKey={(order) => order.id}
        columns={columnsWith(open)}
        onOpen={(order) => open(order.id)}
        selected={peek}
        empty={filtered ? <NoMatch /> : <NothingYet />}
      />
      {peek?.startsWith('ord_') && <OrderPeek key={peek} id={peek} onClose={() => open(undefined)} />}
      {peek?.startsWith('con_') && <ContactPeek key={peek} id={peek} onClose={() => open(undefined)} />}
    </Page>
  )
}

const columnsWith = (open: (id: string) => void): Column<Order>[] => [
  { id: 'id', header: 'Order', cell: (order) => order.externalId },
  { id: 'status', header: 'Status', cell: (order) => <OrderStatusPill status={order.status} /> },
  { id: 'contact', header: 'Contact data', cell: (order) => <ContactData order={order} onPreview={open} /> },
  { id: 'source', header: 'Source', cell: (order) => order.source.name, onPhone: false },
  { id: 'items', header: 'Items', align: 'right', cell: (order) => order.itemCount, onPhone: false },
  {
    id: 'total',
    header: 'Total',
    align: 'right',
    cell: (order) => <Money amount={order.total} currency={order.currency} />,
  },
  { id: 'placed', header: 'Placed', cell: (order) => <DateTime at={order.placedAt} as="ago" />, width: 176 },
]

/** Whose order it is; their id where there is neither e-mail nor phone to write to. */
function ContactData({ order, onPreview }: { order: Order; onPreview: (id: string) => void }) {
  const { contact } = order
  return (
    <div className={classes['contact']}>
      <Tooltip label={`Look at ${contact.name}`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size="sm"
          className={classes['preview'] ?? ''}
          onClick={() => onPreview(contact.id)}
          aria-label={`Contact preview of ${contact.name}`}
        >
          <IconEye size={16} />
        </ActionIcon>
      </Tooltip>
      <span>
        {contact.messageable ? (contact.email ?? contact.phone) : contact.id}
        {!contact.messageable && <span className={classes['unreachable']}> cannot be messaged</span>}
      </span>
    </div>
  )
}

function Filters() {
  const { status, q } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <div className={classes['filters']}>
      <Select
        aria-label="Status"
        placeholder="Every status"
        data={statuses.map((value) => ({ value, label: statusWord(value) }))}
        value={status ?? null}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, status: statuses.find((one) => one === value) }),
            replace: true,
          })
        }
        clearable
      />
      <SearchField
        label="Order id or e-mail begins with"
        placeholder="Order id or e-mail begins with…"
        value={q}
        onSearch={(text) => void navigate({ search: (old) => ({ ...old, q: text }), replace: true })}
      />
    </div>
  )
}

function NothingYet() {
  return (
    <EmptyState
      title="No orders yet"
      icon={<IconShoppingBag size={20} />}
      action={
        <Button
          renderRoot={(props) => (
            <Link to="/settings/integrations/$kind" params={{ kind: 'orders_api' }} {...props} />
          )}
        >
          Connect the Add orders API
        </Button>
      }
    >
      A shop or till sends its orders here, up to a thousand in one call.
    </EmptyState>
  )
}

function NoMatch() {
  const navigate = route.useNavigate()
  return (
    <EmptyState
      title="No order fits these filters"
      action={
        <Button variant="default" onClick={() => void navigate({ search: {} })}>
          Clear the filters
        </Button>
      }
    >
      Orders are found by the beginning of their id or of the contact’s e-mail address.
    </EmptyState>
  )
}
