import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { CopyAction, DateTime, StatusPill } from '../../shared'
import classes from '../integrations/Integrations.module.css'
import { type BrowserKey, snippetOf } from './snippet'

/** How often is looked while somebody waits for the first event. */
const lookEvery = 1_500

/** The lines to paste, and whether they work: the first event appears by itself. */
export function SnippetDialog({ browserKey, onClose }: { browserKey: BrowserKey; onClose: () => void }) {
  const text = snippetOf(browserKey.key, window.location.origin)
  return (
    <Modal opened onClose={onClose} title={`Snippet of ${browserKey.name}`} size="lg">
      <Stack>
        <Text fz={14}>
          Paste these lines into every page of your shop, before the end of its head. Pages, products that the
          page describes for search engines, and activity are told of by themselves; carts and sign-ins take a
          call each.
        </Text>
        <div className={classes['example']}>
          {/* Scrolls sideways, so the keyboard must be able to reach it. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0} aria-label="The lines to paste">
            {text}
          </pre>
          <div className={classes['exampleCopy']}>
            <CopyAction value={text} label="the snippet" />
          </div>
        </div>
        <FirstOfKey id={browserKey.id} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function FirstOfKey({ id }: { id: string }) {
  const keys = $api.useQuery(
    'get',
    '/api/browser-keys',
    {},
    {
      refetchInterval: ({ state }) =>
        state.data?.items.some((key) => key.id === id && key.firstEventAt !== null) ? false : lookEvery,
    },
  )
  const key = keys.data?.items.find((one) => one.id === id)
  return (
    <div className={classes['first']} role="status">
      {key?.firstEventAt ? (
        <>
          <StatusPill tone="good">Received</StatusPill>
          <span>
            First event <DateTime at={key.firstEventAt} as="ago" />, last{' '}
            <DateTime at={key.lastEventAt} as="ago" />
          </span>
          <Anchor fz="inherit" renderRoot={(props) => <Link to="/automation/event-history" {...props} />}>
            Event history
          </Anchor>
        </>
      ) : (
        <>
          <StatusPill tone="busy">Waiting for the first event…</StatusPill>
          <span>Open a page of your shop: it appears here by itself.</span>
        </>
      )}
    </div>
  )
}
