/** The choices of the set-up page, in English, and what is likely right for whoever sits in front of it. */

export interface Choice {
  value: string
  label: string
}

// ISO 3166-1. Intl can name regions but not list them.
const regions =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'

const byLabel = (one: Choice, other: Choice): number => one.label.localeCompare(other.label, 'en')

export function countries(): Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  return regions
    .split(' ')
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort(byLabel)
}

export function currencies(): Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? value}`,
  }))
}

export function timeZones(): Choice[] {
  // Some browsers leave UTC out, which a server's own browser is often set to.
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', guessTimeZone()])
  return [...zones].sort().map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}

export const guessTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The region of the first language that names one: `de-AT` is Austria. */
export function guessCountry(languages: readonly string[]): string {
  for (const language of languages) {
    const region = new Intl.Locale(language).region
    if (region && regions.split(' ').includes(region)) return region
  }
  return 'US'
}

const euro =
  'AD AT AX BE BG CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MQ MT NL PM PT RE SI SK SM VA XK YT'
const others: Record<string, string> = {
  AE: 'AED',
  AR: 'ARS',
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CL: 'CLP',
  CN: 'CNY',
  CO: 'COP',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  GE: 'GEL',
  HK: 'HKD',
  HU: 'HUF',
  ID: 'IDR',
  IL: 'ILS',
  IN: 'INR',
  IS: 'ISK',
  JP: 'JPY',
  KR: 'KRW',
  KZ: 'KZT',
  LI: 'CHF',
  MA: 'MAD',
  MD: 'MDL',
  MX: 'MXN',
  MY: 'MYR',
  NG: 'NGN',
  NO: 'NOK',
  NZ: 'NZD',
  PE: 'PEN',
  PH: 'PHP',
  PL: 'PLN',
  RO: 'RON',
  RS: 'RSD',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TR: 'TRY',
  TW: 'TWD',
  UA: 'UAH',
  VN: 'VND',
  ZA: 'ZAR',
}

/** The currency most shops of a country charge in; US dollars where this list does not know. */
export function currencyOf(country: string): string {
  return euro.split(' ').includes(country) ? 'EUR' : (others[country] ?? 'USD')
}
