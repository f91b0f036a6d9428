import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, bodyOf, type components } from '../../api'
import { ErrorState } from '../../shared'
import classes from '../Campaign.module.css'
import type { Campaign } from '../words'

interface SetLiveButtonProps {
  campaign: Campaign
  review: components['schemas']['CampaignReviewView'] | undefined
  /** Saves what is unsaved; false when that did not work. */
  flush: () => Promise<boolean>
}

/** Sets the campaign live as it is on the screen, once nothing blocks it. */
export function SetLiveButton({ campaign, review, flush }: SetLiveButtonProps) {
  const { setLive, busy, error } = useSetLive(campaign, flush)
  if (campaign.status === 'live' && !campaign.hasUnpublishedChanges) return null
  const blocked = review === undefined || review.problems.some((problem) => problem.blocking)
  return (
    <>
      {error != null && (
        <div className={classes['footError']}>
          <ErrorState error={error} />
        </div>
      )}
      <Button leftSection={<IconPlayerPlay size={16} />} disabled={blocked} loading={busy} onClick={setLive}>
        {campaign.status === 'live' ? 'Set live with the changes' : 'Set live'}
      </Button>
    </>
  )
}

function useSetLive(campaign: Campaign, flush: () => Promise<boolean>) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const run = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      // What goes live is what is on the screen: if it cannot be saved, the notice above says why.
      if (!(await flush())) return
      await bodyOf(api.POST('/api/campaigns/{id}/live', { params: { path: { id: campaign.id } } }))
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns/{id}'] })
      notifications.show({ message: `“${campaign.name}” is live. It waits for the next abandoned cart.` })
      await navigate({ to: '/campaigns/$id', params: { id: campaign.id } })
    } catch (refusal) {
      setError(refusal)
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns/{id}/review'] })
    } finally {
      setBusy(false)
    }
  }
  return { setLive: () => void run(), busy, error }
}
