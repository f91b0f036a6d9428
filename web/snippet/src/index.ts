import { createBeckon } from './client'
import type { Beckon } from './types'

export { createBeckon } from './client'
export type { Beckon, Cart, Options, Person, Product, Properties } from './types'

/** The one that most sites need. Nothing happens before `beckon.init(key)`, so that it may be imported on a server too. */
export const beckon: Beckon = createBeckon()
