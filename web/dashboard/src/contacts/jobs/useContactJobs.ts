import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { $api, type components } from '../../api'

export type ContactJob = components['schemas']['ContactJobView']

export const jobsKey = ['get', '/api/contacts/jobs']

export const isGoing = (job: ContactJob): boolean => job.status === 'waiting' || job.status === 'running'

/** How much of a job is done, in percent; null while that cannot be said. */
export function shareOf(
  job: Pick<ContactJob, 'kind' | 'bytes' | 'bytesDone' | 'total' | 'done'>,
): number | null {
  if (job.kind === 'import') return job.bytes > 0 ? (100 * job.bytesDone) / job.bytes : null
  return job.total ? (100 * job.done) / job.total : null
}

/** The latest jobs. While one goes on they are asked for often; when it ends, what it changed is read anew. */
export function useContactJobs(enabled: boolean): readonly ContactJob[] {
  const queryClient = useQueryClient()
  const jobs = $api.useQuery(
    'get',
    '/api/contacts/jobs',
    { params: { query: { limit: 10 } } },
    {
      enabled,
      refetchInterval: (query) => (query.state.data?.items.some(isGoing) === true ? 1_000 : 30_000),
    },
  )
  const items = jobs.data?.items
  const going = items?.filter(isGoing).length ?? 0
  const before = useRef(going)
  useEffect(() => {
    const ended = going < before.current
    before.current = going
    if (!ended) return
    for (const path of [
      '/api/contacts',
      '/api/contacts/count',
      '/api/contact-lists',
      '/api/contact-tags',
      '/api/contacts/{id}',
    ])
      void queryClient.invalidateQueries({ queryKey: ['get', path] })
  }, [going, queryClient])
  return items?.filter((job) => job.status !== 'draft') ?? []
}
