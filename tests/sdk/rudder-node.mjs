// usage: node rudder-node.mjs ADDRESS KEY. A shopper signs in, buys and gets a part of it back, told by RudderStack's library for Node.
import { createRequire } from 'node:module'
import { lossy } from './lossy.mjs'

const RudderAnalytics = createRequire(import.meta.url)('@rudderstack/rudder-sdk-node')
const [address, writeKey] = process.argv.slice(2)
const way = await lossy(address, 1)
const failures = []
const client = new RudderAnalytics(writeKey, {
  dataPlaneUrl: way.url,
  flushAt: 3,
  flushInterval: 200,
  errorHandler: (error) => failures.push(error),
})

const pot = { product_id: 'pot-1', name: 'Tea pot', price: 30, quantity: 1 }
const told = (call, message) => new Promise((resolve) => client[call](message, resolve))
await Promise.all([
  told('identify', { userId: 'rudder-1', anonymousId: 'rudder-browser', traits: { email: 'omar@example.com', name: 'Omar Said' } }),
  told('track', { userId: 'rudder-1', event: 'Product Added', properties: pot }),
  told('track', { userId: 'rudder-1', event: 'Order Completed', properties: { order_id: 'rudder-order', total: 60, currency: 'USD', products: [{ ...pot, quantity: 2 }] } }),
  told('page', { userId: 'rudder-1', name: 'Thanks', properties: { url: 'https://shop.example/thanks' } }),
  told('track', { userId: 'rudder-1', event: 'Order Refunded', properties: { order_id: 'rudder-order', total: 30, currency: 'USD', products: [pot] } }),
])
way.close()
console.log(JSON.stringify({ ...way.seen, failures: failures.length }))
process.exit(0)
