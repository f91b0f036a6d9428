import { Anchor, Button, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api, ApiError } from '../api'
import { errorSentence } from '../api/errorSentence'
import { usePermission } from '../session/SessionContext'
import { ErrorState, Page, useFormat } from '../shared'
import { AudienceEditor, type Draft } from './AudienceEditor'
import { AudienceMenu } from './AudienceMenu'
import { BuildPill } from './BuildPill'
import { type Audience, rootOf } from './filter'
import { ToAudiences } from './ToAudiences'

const route = getRouteApi('/shell/audiences/$id')

/** One audience: who is in it, and its filter to be changed. */
export function AudiencePage() {
  const { id } = route.useParams()
  const audience = $api.useQuery(
    'get',
    '/api/audiences/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (state.data?.building == null ? 10_000 : 1_000) },
  )
  if (audience.data === undefined)
    return (
      <Page title="Audience">
        {audience.error != null ? (
          <ErrorState error={audience.error} onRetry={() => void audience.refetch()} />
        ) : (
          <Skeleton height={320} className="bk-shows-late" />
        )}
      </Page>
    )
  return <Known key={id} audience={audience.data} />
}

const draftOf = ({ name, description, filter }: Audience): Draft => ({
  name,
  description,
  filter: rootOf(filter),
})

function Known({ audience }: { audience: Audience }) {
  const format = useFormat()
  const queryClient = useQueryClient()
  const mayChange = usePermission('contacts_write')
  const [draft, setDraft] = useState(() => draftOf(audience))
  const [version, setVersion] = useState(audience.version)
  const save = $api.useMutation('patch', '/api/audiences/{id}', {
    onSuccess: async (saved) => {
      setVersion(saved.version)
      setDraft(draftOf(saved))
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/audiences'] })
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/audiences/{id}'] })
      notifications.show({ message: 'Saved. It is being worked out for everybody.' })
    },
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(audience))
  const submit = () =>
    save.mutate({
      params: { path: { id: audience.id } },
      body: draft,
      headers: { 'If-Match': `"${String(version)}"` },
    })
  return (
    <Page
      title={audience.name}
      status={<BuildPill audience={audience} />}
      about={
        <Anchor
          inherit
          renderRoot={(props) => <Link to="/contacts" search={{ audience: audience.id }} {...props} />}
        >
          {audience.members === 1
            ? '1 person is in it'
            : `${format.number(audience.members)} people are in it`}
        </Anchor>
      }
      back={<ToAudiences />}
      actions={
        mayChange && (
          <>
            <AudienceMenu audience={audience} />
            {changed && (
              <Button variant="default" onClick={() => setDraft(draftOf(audience))}>
                Discard changes
              </Button>
            )}
            <Button onClick={submit} loading={save.isPending} disabled={!changed || draft.name.trim() === ''}>
              {changed ? 'Save changes' : 'Saved'}
            </Button>
          </>
        )
      }
    >
      <AudienceEditor
        draft={draft}
        onChange={setDraft}
        errors={save.error instanceof ApiError ? save.error.problem.errors : {}}
        self={audience.id}
        readOnly={!mayChange}
      />
    </Page>
  )
}
