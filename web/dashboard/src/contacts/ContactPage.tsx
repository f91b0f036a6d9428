import { Anchor, Skeleton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import { $api, type components } from '../api'
import { ContactAudiences } from '../audiences/ContactAudiences'
import { ContactFlows } from '../flows/ContactFlows'
import { MessagePeek } from '../campaigns/report/MessagePeek'
import { EventPeek } from '../events/EventPeek'
import { OrderPeek } from '../orders/OrderPeek'
import { PersonMenu } from '../privacy/PersonMenu'
import { usePermission } from '../session/SessionContext'
import { ErrorState, Page, StatusPill } from '../shared'
import { CartSection } from './CartSection'
import { ConsentSection } from './ConsentSection'
import classes from './ContactPage.module.css'
import { FieldsSection } from './fields/FieldsSection'
import { GroupsSection } from './groups/GroupsSection'
import { Identifiers } from './Identifiers'
import { MergesSection } from './identity/MergesSection'
import { Properties } from './Properties'
import { Reachable } from './Reachable'
import { Statistics } from './Statistics'
import { Timeline } from './Timeline'
import { Traits } from './Traits'
import { useContactNews } from './useContactNews'

type Contact = components['schemas']['ContactDetail']

const route = getRouteApi('/shell/contacts/$id')

const back = (
  <Anchor renderRoot={(props) => <Link to="/contacts" {...props} />} fz={13} c="dimmed">
    <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Contacts
  </Anchor>
)

/** Everything that is known of one contact, and everything that happened with them. */
export function ContactPage() {
  const { id } = route.useParams()
  const contact = $api.useQuery('get', '/api/contacts/{id}', { params: { path: { id } } })
  // Merged away: the other contact stands for it, under its own address.
  if (contact.data && contact.data.id !== id)
    return <Navigate to="/contacts/$id" params={{ id: contact.data.id }} replace />
  if (contact.data) return <Known key={id} contact={contact.data} />
  return (
    <Page title="Contact" back={back}>
      {contact.error ? (
        <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />
      ) : (
        <Skeleton height={480} className="bk-shows-late" />
      )}
    </Page>
  )
}

function Known({ contact }: { contact: Contact }) {
  const mayReadHistory = usePermission('history_read')
  const navigate = route.useNavigate()
  const open = (peek: string | undefined) => void navigate({ search: { peek } })
  useContactNews(contact.id, mayReadHistory)
  const address = [contact.email, contact.phone].filter((one) => one !== null && one !== contact.name)
  return (
    <Page
      title={contact.name}
      about={address.join(' · ')}
      status={contact.anonymous && <StatusPill tone="idle">Anonymous</StatusPill>}
      back={back}
      actions={<PersonMenu id={contact.id} name={contact.name} />}
    >
      <div className={classes['columns']}>
        <div className={classes['about']}>
          <Reachable messageable={contact.messageable} />
          <Statistics contact={contact} />
          <ConsentSection contact={contact} />
          <GroupsSection contact={contact} />
          <ContactAudiences id={contact.id} />
          <ContactFlows contactId={contact.id} />
          <FieldsSection contact={contact} />
          <Identifiers contact={contact} />
          <MergesSection id={contact.id} name={contact.name} />
          <Traits traits={contact.traits} />
          <Properties value={contact.properties} />
        </div>
        <div className={classes['story']}>
          {contact.currentCart && <CartSection cart={contact.currentCart} />}
          {mayReadHistory && <Timeline contactId={contact.id} onOpen={open} />}
        </div>
      </div>
      <Peeks onClose={() => open(undefined)} />
    </Page>
  )
}

function Peeks({ onClose }: { onClose: () => void }) {
  const { peek } = route.useSearch()
  if (peek === undefined) return null
  if (peek.startsWith('msg_')) return <MessagePeek key={peek} id={peek} onClose={onClose} />
  if (peek.startsWith('ord_')) return <OrderPeek key={peek} id={peek} onClose={onClose} />
  return <EventPeek key={peek} id={peek} onClose={onClose} />
}
