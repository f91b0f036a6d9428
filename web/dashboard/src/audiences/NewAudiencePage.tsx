import { Button, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { $api, ApiError } from '../api'
import { errorSentence } from '../api/errorSentence'
import { ErrorState, Page } from '../shared'
import { AudienceEditor, type Draft } from './AudienceEditor'
import { everybody, filterOfList, rootOf } from './filter'
import { ToAudiences } from './ToAudiences'

const route = getRouteApi('/shell/audiences/new')

/** A new audience: begun from a ready-made one, or from what the list of contacts shows; else everybody. */
export function NewAudiencePage() {
  const { from, ...shown } = route.useSearch()
  const ready = $api.useQuery('get', '/api/audiences/ready', {}, { enabled: from !== undefined })
  if (from === undefined)
    return <Begun draft={{ name: shown.segment ?? '', description: '', filter: filterOfList(shown) }} />
  if (ready.data === undefined)
    return (
      <Page title="New audience">
        {ready.error != null ? (
          <ErrorState error={ready.error} onRetry={() => void ready.refetch()} />
        ) : (
          <Skeleton height={320} className="bk-shows-late" />
        )}
      </Page>
    )
  const chosen = ready.data.items.find(({ key }) => key === from)
  return (
    <Begun
      draft={{
        name: chosen?.name ?? '',
        description: chosen?.description ?? '',
        filter: chosen === undefined ? everybody : rootOf(chosen.filter),
      }}
    />
  )
}

function Begun({ draft: begun }: { draft: Draft }) {
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(begun)
  const add = $api.useMutation('post', '/api/audiences', {
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/audiences'] })
      await navigate({ to: '/audiences/$id', params: { id } })
    },
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
  const errors = add.error instanceof ApiError ? add.error.problem.errors : {}
  return (
    <Page
      title="New audience"
      back={<ToAudiences />}
      actions={
        <Button
          onClick={() => add.mutate({ body: draft })}
          loading={add.isPending}
          disabled={draft.name.trim() === ''}
        >
          Save audience
        </Button>
      }
    >
      <AudienceEditor draft={draft} onChange={setDraft} errors={errors} />
    </Page>
  )
}
