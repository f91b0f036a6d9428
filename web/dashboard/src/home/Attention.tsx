import { Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { components } from '../api'
import { HrefLink } from '../shared'
import classes from './Home.module.css'

type Item = components['schemas']['AttentionItem']

const lookAt: Record<Item['kind'], string> = {
  dead_letters: 'Look at them',
  messages_in_trouble: 'Campaigns',
  no_source: 'Connect a source',
  nobody_subscribed: 'Contacts',
  test_inbox_only: 'Set up e-mail',
  identity_conflicts: 'Contacts',
}

/** What somebody should look at, the gravest first. */
export function Attention({ items }: { items: readonly Item[] }) {
  return (
    <section aria-labelledby="attention">
      <Title order={2} size="h3" id="attention" mb={8}>
        Needs attention
      </Title>
      {items.length === 0 ? (
        <p className={classes['calm']}>
          <IconCircleCheck size={18} aria-hidden /> Nothing. Everything that came in was processed.
        </p>
      ) : (
        <ul className={classes['attention']}>
          {items.map((item) => (
            <li key={item.kind}>
              <IconAlertTriangle size={18} aria-hidden />
              <span>{item.sentence}</span>
              <HrefLink href={item.link}>{lookAt[item.kind]}</HrefLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
