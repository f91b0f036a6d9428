/** Calls at once and whenever the address changes without a load, as in single-page shops. A changed fragment alone is the same page. */
export function watchPages(opened: () => void): () => void {
  let last = ''
  const look = () => {
    const now = address()
    if (now === last) return
    last = now
    opened()
  }
  // The shop sets title and content after the address.
  const later = () => setTimeout(look, 50)
  const undo = [wrap('pushState', later), wrap('replaceState', later)]
  addEventListener('popstate', later)
  addEventListener('hashchange', later)
  look()
  return () => {
    undo.forEach((stop) => stop())
    removeEventListener('popstate', later)
    removeEventListener('hashchange', later)
  }
}

const address = (): string =>
  location.pathname + location.search + (/^#!?\//.test(location.hash) ? location.hash : '')

function wrap(name: 'pushState' | 'replaceState', then: () => void): () => void {
  const own = history[name].bind(history)
  let on = true
  history[name] = function (...state: Parameters<History['pushState']>) {
    own(...state)
    if (on) then()
  }
  return () => {
    on = false
  }
}
