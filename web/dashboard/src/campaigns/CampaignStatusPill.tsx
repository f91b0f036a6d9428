import { StatusPill } from '../shared'
import { type Campaign, statusWords } from './words'

/** Where a campaign stands, and whether what is on the screen is what goes out. */
export function CampaignStatusPill({
  campaign,
}: {
  campaign: Pick<Campaign, 'status' | 'hasUnpublishedChanges'>
}) {
  const { word, tone } = statusWords[campaign.status]
  return (
    <StatusPill tone={tone}>
      {word}
      {campaign.hasUnpublishedChanges && ', edited since'}
    </StatusPill>
  )
}
