import { Anchor, Skeleton } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../api'
import { ErrorState, Page } from '../shared'
import { FlowEditor } from './FlowEditor'

const route = getRouteApi('/shell/automation/flows/$id')

/** The way back to the list. */
export const backToFlows = (
  <Anchor size="sm" c="dimmed" renderRoot={(props) => <Link to="/automation/flows" {...props} />}>
    Flows
  </Anchor>
)

/** A flow in its editor. */
export function FlowPage() {
  const { id } = route.useParams()
  const flow = $api.useQuery(
    'get',
    '/api/flows/{id}',
    { params: { path: { id } } },
    { refetchOnMount: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false },
  )
  // Editing begins on what the server has now, not on what was read a minute ago; afterwards saving keeps it current.
  if (flow.data !== undefined && flow.isFetchedAfterMount) return <FlowEditor key={id} flow={flow.data} />
  return (
    <Page title={flow.data?.name ?? 'Flow'} back={backToFlows}>
      {flow.error != null ? (
        <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />
      ) : (
        <Skeleton height={480} className="bk-shows-late" />
      )}
    </Page>
  )
}
