import { Anchor, Button, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconShoppingCart } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { ErrorState, StatusPill } from '../../shared'
import classes from './Editor.module.css'

interface ProductFeedButtonProps {
  /** Puts a feed's block where the cursor is. */
  onInsert: (block: string) => void
}

/** Opens the list of product feeds; one that cannot be offered says why. */
export function ProductFeedButton({ onInsert }: ProductFeedButtonProps) {
  const [opened, { open, close }] = useDisclosure()
  const offered = $api.useQuery('get', '/api/templates/variables', {}, { enabled: opened })
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconShoppingCart size={16} />} onClick={open}>
        Product feed
      </Button>
      <Modal opened={opened} onClose={close} title="Product feed" size="md" returnFocus={false}>
        <Stack gap="sm">
          <Text c="dimmed">
            A list of products that is different for each recipient. It goes where the cursor is.
          </Text>
          {offered.error != null && (
            <ErrorState error={offered.error} onRetry={() => void offered.refetch()} />
          )}
          {offered.data?.feeds.map((feed) => (
            <Feed
              key={feed.name}
              feed={feed}
              onInsert={() => {
                close()
                onInsert(feed.snippet)
              }}
            />
          ))}
        </Stack>
      </Modal>
    </>
  )
}

function Feed({ feed, onInsert }: { feed: components['schemas']['TemplateFeed']; onInsert: () => void }) {
  if (!feed.available)
    return (
      <div className={classes['feed']} data-available="false">
        <div className={classes['feedTitle']}>
          {feed.title} <StatusPill tone="idle">Not available</StatusPill>
        </div>
        <Text size="sm">{feed.reason}</Text>
        <Anchor size="sm" renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
          Open integrations
        </Anchor>
      </div>
    )
  return (
    <UnstyledButton className={classes['feed'] ?? ''} data-available="true" onClick={onInsert}>
      <div className={classes['feedTitle']}>{feed.title}</div>
      <Text size="sm" c="dimmed">
        {feed.description}, for each recipient their own.
      </Text>
    </UnstyledButton>
  )
}
