import { ActionIcon, Anchor, Button, Indicator, Popover, Progress } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { DateTime, useFormat } from '../../shared'
import classes from './Jobs.module.css'
import { type ContactJob, isGoing, jobsKey, shareOf, useContactJobs } from './useContactJobs'

/** Long work on contacts, in the top bar: how far it is, what can be downloaded. Not there while there never was any. */
export function JobsLink() {
  const may = usePermission('contacts_write')
  const jobs = useContactJobs(may)
  const going = jobs.filter(isGoing).length
  if (jobs.length === 0) return null
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Indicator disabled={going === 0} processing size={8} offset={6}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={going > 0 ? `Imports and exports, ${going} going on` : 'Imports and exports'}
          >
            <IconListCheck size={18} />
          </ActionIcon>
        </Indicator>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes['jobs']} aria-label="Imports, exports and bulk actions">
          {jobs.map((job) => (
            <Job key={job.id} job={job} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

function Job({ job }: { job: ContactJob }) {
  const share = shareOf(job)
  return (
    <li className={classes['job']}>
      <div className={classes['jobHead']}>
        <span className={classes['jobName']}>
          {job.kind === 'import' ? `Import of ${job.name}` : job.name}
        </span>
        <Actions job={job} />
      </div>
      {isGoing(job) && <Progress size="sm" value={share ?? 0} aria-label="Done" />}
      <span className={classes['figures']}>
        <Reached job={job} />
      </span>
    </li>
  )
}

function Reached({ job }: { job: ContactJob }) {
  const format = useFormat()
  const noun = job.kind === 'import' ? 'row' : 'contact'
  if (job.status === 'waiting') return 'Waiting'
  if (job.status === 'running')
    return job.total === null
      ? format.count(job.done, noun)
      : `${format.number(job.done)} of ${format.count(job.total, noun)}`
  const outcome = {
    done: format.count(job.done, noun),
    cancelled: `stopped after ${format.count(job.done, noun)}`,
    failed: `failed: ${job.error ?? ''}`,
    draft: '',
  }[job.status]
  return (
    <>
      {outcome}
      {job.kind === 'bulk' &&
        job.status === 'done' &&
        job.updated < job.done &&
        `, ${format.number(job.updated)} changed`}{' '}
      · <DateTime at={job.finishedAt} as="ago" />
    </>
  )
}

function Actions({ job }: { job: ContactJob }) {
  const queryClient = useQueryClient()
  const cancel = $api.useMutation('post', '/api/contacts/jobs/{id}/cancel', {
    onSettled: () => void queryClient.invalidateQueries({ queryKey: jobsKey }),
  })
  if (isGoing(job))
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ params: { path: { id: job.id } } })}
      >
        Stop
      </Button>
    )
  if (job.kind === 'import')
    return (
      <Anchor
        fz={13}
        renderRoot={(props) => <Link to="/contacts/imports/$id" params={{ id: job.id }} {...props} />}
      >
        Open
      </Anchor>
    )
  if (job.kind === 'export' && job.status === 'done' && job.expiresAt !== null)
    return (
      <Anchor fz={13} href={`/api/contacts/exports/${job.id}/file`} download>
        Download
      </Anchor>
    )
  return null
}
