import { Skeleton } from '@mantine/core'
import { $api } from '../api'
import { ErrorState, Page } from '../shared'
import { ChannelForm } from './channels/ChannelForm'
import { ChannelState } from './channels/ChannelState'
import { ChannelTest } from './channels/ChannelTest'
import { SendingRulesForm } from './channels/SendingRulesForm'
import { SmsSection } from './channels/SmsSection'
import { StoreZones } from './channels/StoreZones'
import { Section } from './Section'

/** Over what messages are sent, and when and how often. */
export function ChannelsPage() {
  const channel = $api.useQuery(
    'get',
    '/api/channels/email',
    {},
    {
      refetchOnWindowFocus: false,
      // While messages wait for the mail server, somebody watches for the next try.
      refetchInterval: ({ state }) => (state.data?.health.state === 'working' ? false : 5_000),
    },
  )
  const rules = $api.useQuery('get', '/api/sending-rules', {}, { refetchOnWindowFocus: false })
  return (
    <Page title="Channels" width="text">
      <Section title="E-mail" about="Who e-mails come from, and what hands them over.">
        {channel.data === undefined ? (
          channel.error != null ? (
            <ErrorState error={channel.error} onRetry={() => void channel.refetch()} />
          ) : (
            <Skeleton height={360} className="bk-shows-late" />
          )
        ) : (
          <>
            <ChannelState health={channel.data.health} server="mail server" />
            <ChannelForm saved={channel.data} />
          </>
        )}
      </Section>
      <Section
        title="Test e-mail"
        about="Sends a short e-mail the way real ones go, with the saved settings."
      >
        <ChannelTest key={channel.data?.version} provider={channel.data?.provider} />
      </Section>
      <Section title="Text messages" about="What hands SMS over, and how people opt out.">
        <SmsSection />
      </Section>
      <Section
        title="When, and how often"
        about="Hours at which nobody is written to, and how much anybody gets. It holds for all flows and campaigns."
      >
        {rules.data === undefined ? (
          rules.error != null ? (
            <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
          ) : (
            <Skeleton height={160} className="bk-shows-late" />
          )
        ) : (
          <SendingRulesForm saved={rules.data} />
        )}
      </Section>
      <Section
        title="Where stores are"
        about="Quiet hours and times of day are those of where somebody is: as the field time_zone of a contact says, else where the store is in which they joined, else where the shop is."
      >
        <StoreZones />
      </Section>
    </Page>
  )
}
