import type { components } from '../../api'

type Size = Pick<components['schemas']['SmsPreview'], 'encoding' | 'characters' | 'segments'>

/** In how many parts a text is sent and paid for, and what would make it cheaper. */
export function sizeWords({ encoding, characters, segments }: Size): string {
  const count = Number(characters)
  const parts = Number(segments) === 1 ? 'one part' : `${String(segments)} parts`
  const words = `${String(count)} characters, sent and paid for as ${parts}.`
  if (encoding === 'gsm') return words
  const fits = count <= 160 ? ' in one' : ''
  return `${words} A sign that is not of the plain alphabet (an emoji, a typographic quote, Cyrillic) makes each part hold 70 characters instead of 160: without it more would fit${fits}.`
}
