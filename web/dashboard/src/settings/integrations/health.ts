import type { Source } from './catalogue'

const ailing = 0.05

/** Whether so much is refused that somebody should look. */
export const isAiling = ({ requests, refused }: Pick<Source['health'], 'requests' | 'refused'>): boolean =>
  refused > 0 && refused / requests >= ailing
