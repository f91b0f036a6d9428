import type { components } from '../../api'

export type BrowserKey = components['schemas']['BrowserKeyView']

const calls =
  'init page viewProduct viewBrand viewCategory addToCart removeFromCart cart checkoutStarted identify reset track consent flush'

/**
 * The lines to paste before the end of a page's head. They load the script and, until it is there, keep what is called.
 */
export const snippetOf = (key: string, at: string): string => `<script>
!function(w,d,u,k){var b=w.beckon=w.beckon||[];if(b.init)return;
"${calls}"
.split(" ").forEach(function(n){b[n]=function(){b.push([n].concat([].slice.call(arguments)))}});
var s=d.createElement("script");s.async=1;s.src=u+"/beckon.js";d.head.appendChild(s);
b.init(k,{host:u})}(window,document,"${at}","${key}");
</script>`

/** The sites as somebody types them: one a line, or with commas. */
export const sitesOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((site) => site.trim())
    .filter((site) => site !== '')
    .map((site) => (/^https?:\/\//i.test(site) ? site : `https://${site}`))

/** The server names a fault by the place of the site in the list; the person sees one field. */
export function siteFault(
  errors: Record<string, string[]> | undefined,
  sites: readonly string[],
): string | undefined {
  if (errors === undefined) return undefined
  for (const [path, [sentence]] of Object.entries(errors)) {
    if (path === 'origins') return sentence
    const place = /^origins\[(\d+)\]$/.exec(path)?.[1]
    if (place !== undefined) return `${sites[Number(place)] ?? ''}: ${sentence ?? ''}`
  }
  return undefined
}

/** Valid keys first, each group in the order the server gave. */
export const validFirst = (keys: readonly BrowserKey[]): BrowserKey[] => [
  ...keys.filter((key) => key.revokedAt === null),
  ...keys.filter((key) => key.revokedAt !== null),
]
