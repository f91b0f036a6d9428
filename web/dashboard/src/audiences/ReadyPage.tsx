import { Skeleton, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../api'
import { ErrorState, Page } from '../shared'
import classes from './Audiences.module.css'
import { ToAudiences } from './ToAudiences'

/** Audiences that come with Beckon. */
export function ReadyPage() {
  const ready = $api.useQuery('get', '/api/audiences/ready')
  const groups = [...new Set((ready.data?.items ?? []).map(({ group }) => group))]
  return (
    <Page
      title="Ready-made audiences"
      about="Those that retailers use most. Choose one, see who would be in it, change what you like and save it as yours."
      back={<ToAudiences />}
    >
      {ready.error != null && <ErrorState error={ready.error} onRetry={() => void ready.refetch()} />}
      {ready.isPending && <Skeleton height={480} className="bk-shows-late" />}
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <Title order={2} size="h3" mb={12}>
            {group}
          </Title>
          <ul className={classes['cards']}>
            {(ready.data?.items ?? [])
              .filter((one) => one.group === group)
              .map(({ key, name, description, sentence }) => (
                <li key={key}>
                  <Link
                    to="/audiences/new"
                    search={{ from: key }}
                    className={classes['card']}
                    title={sentence}
                  >
                    <strong>{name}</strong>
                    <span>{description}</span>
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
