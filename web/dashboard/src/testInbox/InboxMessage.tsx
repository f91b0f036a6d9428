import { ActionIcon, Anchor, Skeleton, Tabs } from '@mantine/core'
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { $api, type components } from '../api'
import { DateTime, ErrorState } from '../shared'
import { Bubble } from '../templates/editor/Bubble'
import { MailFrame } from '../templates/editor/MailFrame'
import { linkName } from './linkName'
import classes from './TestInbox.module.css'

type Message = components['schemas']['TestInboxMessage']

const route = getRouteApi('/shell/test-inbox/$id')
const views = ['html', 'text', 'links', 'headers'] as const

const titleOf = ({ channel, subject, to }: Message) => (channel === 'sms' ? `Text message to ${to}` : subject)

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
  const isText = data.channel === 'sms'
  return (
    <article className={classes['message']} aria-label={titleOf(data)}>
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
          <h2 className={classes['title']}>{titleOf(data)}</h2>
          <div className={classes['people']}>
            {!isText && `${data.from} to ${data.to} · `}
            <DateTime at={data.receivedAt} />
          </div>
        </div>
      </header>
      <Tabs
        value={isText && view === 'html' ? 'phone' : view}
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
          {isText ? <Tabs.Tab value="phone">Phone</Tabs.Tab> : <Tabs.Tab value="html">HTML</Tabs.Tab>}
          <Tabs.Tab value="text">Text</Tabs.Tab>
          <Tabs.Tab value="links">Links ({data.links.length})</Tabs.Tab>
          <Tabs.Tab value="headers">{isText ? 'Size' : 'Headers'}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="phone" className={classes['panel'] ?? ''}>
          <Bubble text={data.text} />
        </Tabs.Panel>
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
  if (links.length === 0) return <p className={classes['pick']}>It has no links.</p>
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
