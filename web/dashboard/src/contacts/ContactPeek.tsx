import { Button, Skeleton, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api, type components } from '../api'
import { DateTime, ErrorState, Facts, Money, Peek, useFormat } from '../shared'
import { ConsentPill } from './ConsentPill'
import { Favourites } from './Favourites'
import { fieldText } from './fields/fieldText'
import { Reachable } from './Reachable'

type ContactDetail = components['schemas']['ContactDetail']

/** A look at a contact from wherever they appear. */
export function ContactPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const contact = $api.useQuery('get', '/api/contacts/{id}', { params: { path: { id } } })
  return (
    <Peek
      opened
      onClose={onClose}
      title={contact.data?.name ?? 'Contact'}
      actions={
        <Button
          variant="default"
          size="xs"
          renderRoot={(props) => <Link to="/contacts/$id" params={{ id }} {...props} />}
        >
          Open
        </Button>
      }
    >
      {contact.data ? (
        <Detail contact={contact.data} />
      ) : contact.error ? (
        <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />
      ) : (
        <Skeleton height={240} className="bk-shows-late" />
      )}
    </Peek>
  )
}

function Detail({ contact }: { contact: ContactDetail }) {
  const format = useFormat()
  const fields = $api.useQuery('get', '/api/contact-fields').data?.items ?? []
  const email = contact.consents.find(({ channel }) => channel === 'email')
  return (
    <Stack gap={16}>
      <Reachable messageable={contact.messageable} />
      <Facts
        label="Contact"
        facts={[
          ['E-mail', contact.email],
          ['Phone', contact.phone],
          ['E-mail consent', email ? <ConsentPill key="consent" status={email.status} /> : null],
          ['Delivered orders', format.count(contact.stats.orderCount, 'order')],
          [
            'Spent',
            contact.stats.orderCount > 0 ? (
              <Money key="spent" amount={contact.stats.orderTotal} currency={contact.stats.currency} />
            ) : null,
          ],
          [
            'Average order',
            contact.stats.averageOrder === null ? null : (
              <Money key="average" amount={contact.stats.averageOrder} currency={contact.stats.currency} />
            ),
          ],
          ['Last order', <DateTime key="at" at={contact.stats.lastOrderAt} as="ago" />],
          ['Last seen', <DateTime key="at" at={contact.lastSeenAt} as="ago" />],
          ['Known since', <DateTime key="at" at={contact.createdAt} as="date" />],
          ['Tags', contact.tags.join(', ') || null],
          ['Lists', contact.lists.map((list) => list.name).join(', ') || null],
          ...fields
            .map((field) => [field.label, fieldText(field, contact.fields)] as const)
            .filter(([, value]) => value !== '–'),
          ['Contact id', <code key="id">{contact.id}</code>],
        ]}
      />
      <Favourites contactId={contact.id} orders={contact.stats.orderCount} />
    </Stack>
  )
}
