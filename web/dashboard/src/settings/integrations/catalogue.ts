import type { components } from '../../api'

export type Integration = components['schemas']['IntegrationView']
export type Source = components['schemas']['SourceView']
export type CartAbandonment = Integration['cartAbandonment']

/** As shops find it in the papers of its platform. */
export const titleOf = ({ title }: Pick<Integration, 'title'>): string => title

/** What the platform is called in a sentence: "Give these to Jane". */
export const platformOf = (integration: Pick<Integration, 'name' | 'kind' | 'openedByKey'>): string =>
  integration.openedByKey
    ? 'your shop’s platform'
    : integration.kind === 'webhook'
      ? 'your system'
      : integration.name

/** Whether its platform proves itself with a token that Beckon keeps; others sign their calls, or are let in by secret keys. */
export const takesToken = ({ takesToken: takes }: Pick<Integration, 'takesToken'>): boolean => takes

export const ofKind = (sources: readonly Source[], kind: string): Source[] =>
  sources.filter((source) => source.kind === kind)

/** When any of them last sent something; null when none ever has. */
export const lastEventOf = (sources: readonly Pick<Source, 'lastEventAt'>[]): string | null =>
  sources.reduce<string | null>(
    (latest, { lastEventAt }) =>
      lastEventAt !== null && (latest === null || lastEventAt > latest) ? lastEventAt : latest,
    null,
  )

export const abandonment: Record<CartAbandonment, { word: string; about: string }> = {
  none: { word: 'No carts', about: 'It does not report abandoned carts.' },
  simple: {
    word: 'Simple',
    about:
      'It says who abandoned a cart, but not what was in it: messages can lead back to the cart, not show it.',
  },
  dynamic: {
    word: 'Dynamic',
    about:
      'It says who abandoned a cart and which products were in it: messages can show them with the feed “User abandoned items”.',
  },
}

/** The example call with the secret in its place, as long as it is known. */
export const exampleWith = (example: string, secret: string | undefined): string =>
  secret === undefined
    ? example
    : example.replaceAll('YOUR_API_KEY', secret).replace('Bearer TOKEN', `Bearer ${secret}`)

/** A token as unguessable as those the server makes. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
