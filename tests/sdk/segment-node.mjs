// usage: node segment-node.mjs ADDRESS KEY. A shopper looks around, signs in, and buys, told by Segment's library for Node.
import { Analytics } from '@segment/analytics-node'
import { lossy } from './lossy.mjs'

const [address, writeKey] = process.argv.slice(2)
const way = await lossy(address, 2)
const analytics = new Analytics({ writeKey, host: way.url, flushAt: 4, flushInterval: 200, maxRetries: 5 })
const failures = []
analytics.on('error', (error) => failures.push(error))

const mug = { product_id: 'mug-1', sku: 'MUG-B', name: 'Stoneware mug', category: 'Kitchen', brand: 'Kiln', price: 17, quantity: 2 }
analytics.page({ anonymousId: 'browser-1', name: 'Mugs', properties: { url: 'https://shop.example/mugs' } })
analytics.track({ anonymousId: 'browser-1', event: 'Product Viewed', properties: mug })
analytics.track({ anonymousId: 'browser-1', event: 'Product Added', properties: { cart_id: 'cart-1', ...mug } })
analytics.alias({ previousId: 'browser-1', userId: 'user-1' })
analytics.identify({ userId: 'user-1', traits: { email: 'Nora@Example.com', firstName: 'Nora', lastName: 'Field', phone: '+12065550123' } })
analytics.group({ userId: 'user-1', groupId: 'club-1', traits: { name: 'Tea club' } })
analytics.screen({ userId: 'user-1', name: 'Checkout' })
analytics.track({ userId: 'user-1', event: 'Checkout Started', properties: { value: 34, currency: 'USD', products: [mug] } })
analytics.track({ userId: 'user-1', event: 'Order Completed', properties: { order_id: 'order-1', total: 44, revenue: 34, shipping: 10, currency: 'USD', products: [mug] } })
analytics.track({ userId: 'user-1', event: 'Recipe Saved', properties: { recipe: 'chai' } })
await analytics.closeAndFlush({ timeout: 20_000 })
way.close()
console.log(JSON.stringify({ ...way.seen, failures: failures.length }))
