import { Anchor } from '@mantine/core'
import type { components } from '../api'
import { ItemTable } from '../orders/ItemTable'
import { DateTime, Money, StatusPill, type Tone } from '../shared'
import classes from './ContactPage.module.css'
import { Part } from './Part'

type Cart = components['schemas']['ContactCart']

const states: Record<Cart['status'], { word: string; tone: Tone }> = {
  open: { word: 'Open', tone: 'busy' },
  abandoned: { word: 'Abandoned', tone: 'warn' },
  converted: { word: 'Bought', tone: 'good' },
}

/** The cart that changed last, with its products. */
export function CartSection({ cart }: { cart: Cart }) {
  const { word, tone } = states[cart.status]
  return (
    <Part title="Current cart" status={<StatusPill tone={tone}>{word}</StatusPill>}>
      <div className={`bk-card ${classes['cart'] ?? ''}`}>
        {cart.items.length > 0 ? (
          <ItemTable items={cart.items} currency={cart.currency} />
        ) : (
          <p className={classes['why']}>{cart.source.name} does not say what is in it.</p>
        )}
        <div className={classes['cartFoot']}>
          <span>
            <When cart={cart} /> · {cart.source.name}
            {cart.externalId !== null && ` · ${cart.externalId}`}
            {/^https?:\/\//i.test(cart.url ?? '') && cart.url !== null && (
              <>
                {' · '}
                <Anchor href={cart.url} target="_blank" rel="noreferrer" inherit>
                  Open at the shop
                </Anchor>
              </>
            )}
          </span>
          {cart.total !== null && (
            <span className={classes['total']}>
              <Money amount={cart.total} currency={cart.currency} />
            </span>
          )}
        </div>
      </div>
    </Part>
  )
}

function When({ cart }: { cart: Cart }) {
  switch (cart.status) {
    case 'converted':
      return (
        <>
          Bought <DateTime at={cart.convertedAt} as="ago" />
        </>
      )
    case 'abandoned':
      return (
        <>
          Abandoned <DateTime at={cart.abandonedAt} as="ago" />
        </>
      )
    case 'open':
      return (
        <>
          Changed <DateTime at={cart.changedAt} as="ago" />
        </>
      )
  }
}
