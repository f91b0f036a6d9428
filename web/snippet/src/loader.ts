import { createBeckon } from './client'
import type { Beckon } from './types'

/** What the lines in the page have left: calls that were made before this script was there. */
type Call = [name: keyof Beckon, ...values: unknown[]]

declare global {
  interface Window {
    beckon?: Call[] | Beckon
  }
}

const script = document.currentScript
const host = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : ''
const waiting = window.beckon

// Twice in a page, the first one stays.
if (waiting === undefined || Array.isArray(waiting)) {
  const api = createBeckon()
  const { init } = api
  api.init = (key, options) => init(key, { host, ...options })
  window.beckon = api
  for (const [name, ...values] of waiting ?? []) Reflect.apply(api[name], api, values)
  // Without a line of script: <script src="…/beckon.js" data-key="pk_…" async></script>
  const key = script instanceof HTMLScriptElement ? script.dataset['key'] : undefined
  if (key) api.init(key)
}
