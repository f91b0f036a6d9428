import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { components } from '../../api'
import { limits, useFormat } from '../../shared'
import classes from '../Campaign.module.css'
import { sendWords } from '../delay'
import { type Campaign, type StepId, stepWords, triggerWords } from '../words'

interface ReviewFactsProps {
  campaign: Campaign
  review: components['schemas']['CampaignReviewView']
  onGo: (step: StepId) => void
}

/** What the campaign will do, in one place; each line leads to the step it is set in. */
export function ReviewFacts({ campaign, review, onGo }: ReviewFactsProps) {
  const format = useFormat()
  const trigger =
    review.trigger === 'none'
      ? 'Not connected yet'
      : `${triggerWords[review.trigger]} trigger of ${review.sources ?? 'your integration'}`
  return (
    <dl className={`bk-card ${classes['facts'] ?? ''}`}>
      <Fact name="Channel" step="channel" onGo={onGo}>
        {campaign.channel === 'sms' ? 'Text message' : 'Email'}
      </Fact>
      <Fact name="Campaign type" step="recipients" onGo={onGo}>
        Abandoned Cart · {trigger}
      </Fact>
      <Fact name="Recipients" step="recipients" onGo={onGo}>
        All subscribed users, {format.count(review.subscribed, 'contact')} today
      </Fact>
      <Fact name="Send" step="recipients" onGo={onGo}>
        {sendWords(campaign.settings.delayMinutes)}
        <div className={classes['hint']}>
          {campaign.settings.delayMinutes === 0
            ? 'The moment your platform reports the cart as abandoned, unless it has been bought by then.'
            : 'Unless the cart was bought by then, or the shopper ordered something else. Abandoned again, the wait starts anew.'}
        </div>
      </Fact>
      <Fact name="In quiet hours, or at a cap" step="recipients" onGo={onGo}>
        {limits.find(({ value }) => value === campaign.settings.limits)?.label}
      </Fact>
      <Fact name={campaign.channel === 'sms' ? 'Text' : 'Subject'} step="content" onGo={onGo}>
        {(campaign.channel === 'sms' ? campaign.content.text : campaign.content.subject) || '–'}
      </Fact>
      <Fact name="Schedule">
        Ongoing
        <div className={classes['hint']}>
          From the moment it is live until it is paused; once for each abandoned cart.
        </div>
      </Fact>
    </dl>
  )
}

interface FactProps {
  name: string
  children: ReactNode
  step?: StepId
  onGo?: (step: StepId) => void
}

function Fact({ name, children, step, onGo }: FactProps) {
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>
        <div>{children}</div>
        {step && onGo && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={`Change ${name.toLowerCase()} in ${stepWords[step]}`}
            onClick={() => onGo(step)}
          >
            Change
          </Button>
        )}
      </dd>
    </div>
  )
}
