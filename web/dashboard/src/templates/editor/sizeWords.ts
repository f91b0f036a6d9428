import type { components } from '../../api'

type Size = Pick<components['schemas']['SmsPreview'], 'encoding' | 'characters' | 'segments'>

/** In how many parts a text is sent and paid for, and what would make it cheaper. */
export function sizeWords({ encoding, characters, segments }: Size): string {
  const count = Number(characters)
  const parts = Number(segments) === 1 ? 'one part' : `${String(segments)} parts`
  const words = `${String(count)} characters, sent and paid for as ${parts}.`
  if (encoding === 'gsm') return words
  const without =
    count <= 160 ? 'Without it all of it would fit into one.' : 'Without it more would fit into each.'
  return `${words} A sign that is not of the plain alphabet (an emoji, a typographic quote, Cyrillic) makes a part hold 70 characters instead of 160. ${without}`
}
