import { Button, Title } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import classes from './Home.module.css'

/** The way into the demonstration's shop, to be a shopper for a few minutes. */
export function DemoShop({ href }: { href: string }) {
  return (
    <section className={`bk-card ${classes['demo'] ?? ''}`} aria-labelledby="demo-shop">
      <div>
        <Title order={2} size="h3" id="demo-shop">
          Be a shopper for five minutes
        </Title>
        <p>
          Sign in to the demo shop with any address, put something into the cart and leave. A minute later the
          reminder is in the test inbox; follow it, buy, and see the order in the campaign’s report.
        </p>
      </div>
      <Button
        component="a"
        href={href}
        target="_blank"
        variant="default"
        rightSection={<IconExternalLink size={16} />}
      >
        Open the demo shop
      </Button>
    </section>
  )
}
