import { ActionIcon, Anchor, Skeleton, Tabs } from '@mantine/core'
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { $api, type components } from '../api'
import { DateTime, ErrorState } from '../shared'
import { MailFrame } from '../templates/editor/MailFrame'
import { linkName } from './linkName'
import classes from './TestInbox.module.css'

type Message = components['schemas']['TestInboxMessage']

const route = getRouteApi('/shell/test-inbox/$id')
const views = ['html', 'text', 'links', 'headers'] as const

/** One message, as HTML and as text, with its links and headers. */
export function InboxMessage() {
  const { id } = route.useParams()
  const { view = 'html' } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const message = $api.useQuery(
    'get',
    '/api/test-inbox/{id}',
    { params: { path: { id } } },
    { staleTime: Infinity },
  )
  const read = message.data?.id
  useEffect(() => {
    // Reading it marked it as read.
    if (read === undefined) return
    void queryClient.invalidateQueries({ queryKey: ['get', '/api/test-inbox'] })
    void queryClient.invalidateQueries({ queryKey: ['get', '/api/test-inbox/count'] })
  }, [read, queryClient])

  if (message.data === undefined)
    return message.error != null ? (
      <ErrorState error={message.error} onRetry={() => void message.refetch()} />
    ) : (
      <Skeleton height={420} className="bk-shows-late" />
    )
  const { data } = message
  return (
    <article className={classes['message']} aria-label={data.subject}>
      <header className={classes['head']}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Back to the list"
          className={classes['back'] ?? ''}
          renderRoot={(props) => <Link to="/test-inbox" search={(old) => old} {...props} />}
        >
          <IconArrowLeft size={18} />
        </ActionIcon>
        <div className={classes['titles']}>
          <h2 className={classes['title']}>{data.subject}</h2>
          <div className={classes['people']}>
            {data.from} to {data.to} · <DateTime at={data.receivedAt} />
          </div>
        </div>
      </header>
      <Tabs
        value={view}
        keepMounted={false}
        className={classes['tabs'] ?? ''}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, view: views.find((each) => each === value) }),
            replace: true,
          })
        }
      >
        <Tabs.List px="xs">
          <Tabs.Tab value="html">HTML</Tabs.Tab>
          <Tabs.Tab value="text">Text</Tabs.Tab>
          <Tabs.Tab value="links">Links ({data.links.length})</Tabs.Tab>
          <Tabs.Tab value="headers">Headers</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" className={classes['panel'] ?? ''}>
          <MailFrame html={data.html} title={`The e-mail “${data.subject}”`} screen="desktop" />
        </Tabs.Panel>
        <Tabs.Panel value="text" className={classes['panel'] ?? ''}>
          <pre className={classes['plain']}>{data.text}</pre>
        </Tabs.Panel>
        <Tabs.Panel value="links" className={classes['panel'] ?? ''}>
          <Links links={data.links} />
        </Tabs.Panel>
        <Tabs.Panel value="headers" className={classes['panel'] ?? ''}>
          <dl className={classes['headers']}>
            {data.headers.map((header, index) => (
              <div key={index}>
                <dt>{header.name}</dt>
                <dd>{header.value}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
      </Tabs>
    </article>
  )
}

function Links({ links }: Pick<Message, 'links'>) {
  if (links.length === 0) return <p className={classes['pick']}>The HTML part has no links.</p>
  return (
    <ul className={classes['links']}>
      {links.map((link, index) => (
        <li key={index}>
          <Anchor href={link.url} target="_blank" rel="noreferrer">
            {linkName(link)} <IconExternalLink size={14} aria-label="opens in a new tab" />
          </Anchor>
          {link.target !== link.url && (
            <div className={classes['tracked']}>Counted as a click on its way there</div>
          )}
        </li>
      ))}
    </ul>
  )
}
