import { Button, Group } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { $api } from '../api'
import { ConflictNotice, ErrorState, Page, SavedState, useAutosave, WizardSteps } from '../shared'
import { campaignAutosave, draftOf, readCampaign } from './campaignDraft'
import { backToCampaigns } from './CampaignEditPage'
import { CampaignMenu } from './CampaignMenu'
import { CampaignStatusPill } from './CampaignStatusPill'
import { SendTestButton } from './SendTestButton'
import { ChannelStep } from './steps/ChannelStep'
import { ContentStep } from './steps/ContentStep'
import { RecipientsStep } from './steps/RecipientsStep'
import { ReviewStep } from './steps/ReviewStep'
import { SetLiveButton } from './steps/SetLiveButton'
import { stepAfter, stepBefore, stepStates } from './stepStates'
import { type Campaign, type StepId, stepWords } from './words'
import classes from './Campaign.module.css'

const route = getRouteApi('/shell/campaigns/$id/edit')

/** Channel, recipients, content, review: each saves by itself, any may be visited at any time. */
export function CampaignWizard({ campaign }: { campaign: Campaign }) {
  const { id } = campaign
  const { step = 'channel', contact } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const params = { path: { id } }
  const [autosave, draft] = useAutosave(() =>
    campaignAutosave(campaign, (saved) => {
      queryClient.setQueryData($api.queryOptions('get', '/api/campaigns/{id}', { params }).queryKey, saved)
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns/{id}/review'] })
    }),
  )
  const review = $api.useQuery('get', '/api/campaigns/{id}/review', { params }, { staleTime: 0 })
  const { value } = draft
  const current: Campaign = { ...campaign, ...value }

  const go = (to: StepId): void => {
    void autosave.flush()
    void navigate({ search: (old) => ({ ...old, step: to }) })
  }
  const next = stepAfter(step)
  const before = stepBefore(step)
  return (
    <Page
      title={value.name.trim() || 'Campaign without a name'}
      back={backToCampaigns}
      status={
        <>
          <CampaignStatusPill campaign={campaign} />
          <SavedState state={draft.state} />
        </>
      }
      actions={
        <>
          <CampaignMenu campaign={current} onDeleted={() => void navigate({ to: '/campaigns' })} />
          <SendTestButton campaignId={id} channel={value.channel} beforeSending={autosave.flush} />
        </>
      }
    >
      {draft.conflict && (
        <ConflictNotice
          noun="campaign"
          onReload={() => readCampaign(id).then((now) => autosave.replace(draftOf(now), now.version))}
          onKeep={() => readCampaign(id).then((now) => autosave.overwrite(now.version))}
        />
      )}
      {draft.state === 'refused' && !draft.conflict && <ErrorState error={draft.error} />}
      <WizardSteps steps={stepStates(current, review.data)} current={step} onGo={go} />
      {step === 'channel' && (
        <ChannelStep
          name={value.name}
          onName={(name) => autosave.change({ ...value, name })}
          channel={value.channel}
          // Where messages tell of it already, another campaign is another channel's.
          onChannel={
            campaign.liveAt === null
              ? (channel) => autosave.change({ ...value, channel, templateId: null })
              : undefined
          }
        />
      )}
      {step === 'recipients' && (
        <RecipientsStep
          review={review}
          channel={value.channel}
          settings={value.settings}
          onSettings={(settings) => autosave.change({ ...value, settings })}
        />
      )}
      {step === 'content' && (
        <ContentStep
          draft={value}
          onChange={autosave.change}
          contactId={contact}
          onPick={(picked) =>
            void navigate({ search: { step, ...(picked && { contact: picked }) }, replace: true })
          }
        />
      )}
      {step === 'review' && <ReviewStep campaign={current} review={review} onGo={go} />}
      <Group className={classes['foot'] ?? ''} justify="space-between">
        {before ? (
          <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={() => go(before)}>
            {stepWords[before]}
          </Button>
        ) : (
          <span />
        )}
        {next === undefined ? (
          <SetLiveButton campaign={current} review={review.data} flush={autosave.flush} />
        ) : (
          <Button rightSection={<IconArrowRight size={16} />} onClick={() => go(next)}>
            Continue to {stepWords[next].toLowerCase()}
          </Button>
        )}
      </Group>
    </Page>
  )
}
