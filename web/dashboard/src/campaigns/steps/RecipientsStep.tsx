import { Anchor, Radio, Skeleton, Stack } from '@mantine/core'
import { IconPlugConnected, IconPlugConnectedX, IconShoppingCart, IconUsers } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { components } from '../../api'
import { ErrorState, LimitsChoice, PriorityChoice, StatusPill, useFormat } from '../../shared'
import classes from '../Campaign.module.css'
import { type Campaign, triggerWords } from '../words'
import { Choice } from './Choice'
import { WhenToSend } from './WhenToSend'

type Review = components['schemas']['CampaignReviewView']

interface RecipientsStepProps {
  review: UseQueryResult<Review, unknown>
  channel: Campaign['channel']
  settings: Campaign['settings']
  onSettings: (settings: Campaign['settings']) => void
}

/** What starts the campaign, whom it is for, and when it goes out. */
export function RecipientsStep({ review, channel, settings, onSettings }: RecipientsStepProps) {
  const format = useFormat()
  const { data } = review
  return (
    <div className={classes['column']}>
      <Radio.Group label="Campaign type" value="abandoned_cart">
        <Stack gap="xs" mt={4}>
          <Radio.Card
            value="abandoned_cart"
            radius="md"
            className={classes['choice'] ?? ''}
            data-chosen="true"
          >
            <IconShoppingCart size={20} className={classes['choiceIcon']} aria-hidden />
            <div className={classes['choiceText']}>
              <div className={classes['choiceTitle']}>Abandoned Cart</div>
              <div className={classes['hint']}>
                Sent when your platform reports an abandoned cart, again for each new one, and not when the
                cart was bought in the meantime.
              </div>
            </div>
            <Radio.Indicator />
          </Radio.Card>
        </Stack>
      </Radio.Group>
      <Radio.Group label="Recipients" value="all_subscribed">
        <Stack gap="xs" mt={4}>
          <Radio.Card
            value="all_subscribed"
            radius="md"
            className={classes['choice'] ?? ''}
            data-chosen="true"
          >
            <IconUsers size={20} className={classes['choiceIcon']} aria-hidden />
            <div className={classes['choiceText']}>
              <div className={classes['choiceTitle']}>All subscribed users</div>
              <div className={classes['hint']}>
                {data === undefined
                  ? `Everybody who is subscribed to ${channel === 'sms' ? 'text messages' : 'e-mail'} when the message goes out.`
                  : `${format.count(data.subscribed, 'contact')} of ${format.number(data.contacts)} can be written to today: subscribed to ${channel === 'sms' ? 'text messages, with a number' : 'e-mail, with an address'} that works.`}
              </div>
            </div>
            <Radio.Indicator />
          </Radio.Card>
        </Stack>
      </Radio.Group>
      <section aria-label="Trigger">
        <h2 className={classes['label']}>Trigger</h2>
        {review.error != null ? (
          <ErrorState error={review.error} onRetry={() => void review.refetch()} />
        ) : data === undefined ? (
          <Skeleton height={88} className="bk-shows-late" />
        ) : (
          <Trigger trigger={data.trigger} sources={data.sources} />
        )}
      </section>
      <WhenToSend
        delayMinutes={settings.delayMinutes}
        onChange={(delayMinutes) => onSettings({ ...settings, delayMinutes })}
      />
      <Stack gap="sm" maw={520}>
        <LimitsChoice value={settings.limits} onChange={(limits) => onSettings({ ...settings, limits })} />
        <PriorityChoice
          value={settings.priority}
          onChange={(priority) => onSettings({ ...settings, priority })}
        />
      </Stack>
    </div>
  )
}

function Trigger({ trigger, sources }: Pick<Review, 'trigger' | 'sources'>) {
  const integrations = (words: string) => (
    <Anchor size="sm" renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
      {words}
    </Anchor>
  )
  if (trigger === 'none')
    return (
      <Choice
        icon={IconPlugConnectedX}
        title={
          <>
            Nothing connected reports abandoned carts <StatusPill tone="warn">Not connected</StatusPill>
          </>
        }
      >
        Connect the platform that runs your shop: Jane, or any other through the cart call or the orders call.
        The campaign can go live before; it waits for the first abandonment.{' '}
        {integrations('Connect an integration')}
      </Choice>
    )
  return (
    <Choice
      icon={IconPlugConnected}
      title={
        <>
          {sources ?? 'Connected'} <StatusPill tone="good">{triggerWords[trigger]} trigger</StatusPill>
        </>
      }
    >
      {trigger === 'dynamic'
        ? 'It tells who left a cart and which products are in it, so the message can show them.'
        : 'It tells who left a cart, not which products: the message can lead back to the shop but cannot show the items.'}{' '}
      How long a cart rests before it counts as abandoned is set there. {integrations('Open integrations')}
    </Choice>
  )
}
