import { Anchor, Skeleton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { ErrorState, Page, StatusPill } from '../../shared'
import { Draft } from './Draft'
import { importStates } from './importWords'
import { Running } from './Running'

const route = getRouteApi('/shell/contacts/imports/$id')

const back = (
  <Anchor renderRoot={(props) => <Link to="/contacts/imports" {...props} />} fz={13} c="dimmed">
    <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Imports
  </Anchor>
)

/** One import: its columns to be mapped, how far it is, or what came of it. */
export function ImportPage() {
  const { id } = route.useParams()
  const found = $api.useQuery(
    'get',
    '/api/contacts/imports/{id}',
    { params: { path: { id } } },
    { refetchInterval: (query) => (query.state.data?.status === 'running' ? 700 : false) },
  )
  if (found.data === undefined)
    return (
      <Page title="Import" back={back}>
        {found.error ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeleton height={320} className="bk-shows-late" />
        )}
      </Page>
    )
  const state = importStates[found.data.status]
  return (
    <Page
      title={found.data.fileName}
      status={<StatusPill tone={state.tone}>{state.word}</StatusPill>}
      back={back}
    >
      {found.data.status === 'draft' ? <Draft draft={found.data} /> : <Running one={found.data} />}
    </Page>
  )
}
