import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api, type components } from '../api'
import { DateTime, ErrorState, Facts, HrefLink, Json, Money, Peek } from '../shared'
import { ItemTable } from './ItemTable'
import { OrderStatusPill } from './OrderStatusPill'

type OrderDetail = components['schemas']['OrderDetail']

/** One order: what it is, what was ordered, whom it is credited to, and every field as it was sent. */
export function OrderPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const order = $api.useQuery('get', '/api/orders/{id}', { params: { path: { id } } })
  return (
    <Peek
      opened
      onClose={onClose}
      title={order.data ? `Order ${order.data.externalId}` : 'Order'}
      status={order.data && <OrderStatusPill status={order.data.status} />}
    >
      {order.data ? (
        <Detail order={order.data} />
      ) : order.error ? (
        <ErrorState error={order.error} onRetry={() => void order.refetch()} />
      ) : (
        <Skeleton height={320} className="bk-shows-late" />
      )}
    </Peek>
  )
}

function Detail({ order }: { order: OrderDetail }) {
  return (
    <Stack gap={24}>
      <div>
        <Text c="dimmed" fz={13} mb={8}>
          {order.statusSentence}
        </Text>
        <Facts
          label="Order"
          facts={[
            ['Total', <Money key="total" amount={order.total} currency={order.currency} />],
            ['Contact', <Buyer key="contact" contact={order.contact} />],
            ['Placed', <DateTime key="at" at={order.placedAt} />],
            ['Status since', <DateTime key="at" at={order.statusAt} />],
            ['Source', order.source.name],
            ['Credit', order.credit ? <Credit key="credit" credit={order.credit} /> : 'To no message'],
          ]}
        />
      </div>
      {order.items.length > 0 && (
        <section>
          <Title order={3} size="h4" mb={4}>
            Items
          </Title>
          <ItemTable items={order.items} currency={order.currency} />
        </section>
      )}
      <section>
        <Title order={3} size="h4" mb={8}>
          All fields in JSON
        </Title>
        <Json value={order.document} label="all fields in JSON" />
      </section>
    </Stack>
  )
}

function Buyer({ contact }: { contact: OrderDetail['contact'] }) {
  return (
    <>
      <Anchor
        inherit
        renderRoot={(props) => <Link to="/contacts/$id" params={{ id: contact.id }} {...props} />}
      >
        {contact.name}
      </Anchor>
      {contact.messageable ? (
        [contact.email, contact.phone].map(
          (address) => address !== null && address !== contact.name && <div key={address}>{address}</div>,
        )
      ) : (
        <div>
          <code>{contact.id}</code> · cannot be messaged: neither e-mail nor phone is known
        </div>
      )}
    </>
  )
}

function Credit({ credit }: { credit: NonNullable<OrderDetail['credit']> }) {
  const deed = credit.touch === 'click' ? 'clicked' : 'opened'
  return (
    <>
      {credit.campaignId ? (
        <HrefLink href={`/campaigns/${credit.campaignId}`}>{credit.campaignName ?? 'A campaign'}</HrefLink>
      ) : (
        'A message'
      )}
      : {deed} {credit.subject ? `“${credit.subject}”` : 'its message'} <DateTime at={credit.touchedAt} />
    </>
  )
}
