/** How telephone numbers of a country are written at home and abroad. */
export interface Country {
  /** What every number begins with abroad, without `+`. */
  readonly code: string;
  /** What is dialled before a number at home, and is no part of it abroad. */
  readonly trunk?: '0';
  /** Digits of a number, where all have as many and none is dialled before them. */
  readonly digits?: number;
  /** Time zones begin with it. */
  readonly zone: string;
}

/**
 * The country that a flow speaks to, as far as its language and time zone tell: the region of the language, where the time is not that of
 * another part of the world.
 */
export function countryOf({
  language,
  timezone,
}: {
  readonly language?: string;
  readonly timezone?: string;
}): Country | undefined {
  const region = /-([A-Za-z]{2})$/.exec(language ?? '')?.[1]?.toUpperCase();
  const country = region === undefined ? undefined : COUNTRIES[region];
  return country && (timezone === undefined || timezone.startsWith(country.zone)) ? country : undefined;
}

/** National Numbering Plans: https://www.itu.int/oth/T0202.aspx?parent=T0202 */
const COUNTRIES: Readonly<Record<string, Country>> = {
  US: { code: '1', digits: 10, zone: 'America/' },
  CA: { code: '1', digits: 10, zone: 'America/' },
  GB: { code: '44', trunk: '0', zone: 'Europe/' },
  IE: { code: '353', trunk: '0', zone: 'Europe/' },
  DE: { code: '49', trunk: '0', zone: 'Europe/' },
  AT: { code: '43', trunk: '0', zone: 'Europe/' },
  CH: { code: '41', trunk: '0', zone: 'Europe/' },
  FR: { code: '33', trunk: '0', zone: 'Europe/' },
  BE: { code: '32', trunk: '0', zone: 'Europe/' },
  NL: { code: '31', trunk: '0', zone: 'Europe/' },
  SE: { code: '46', trunk: '0', zone: 'Europe/' },
  FI: { code: '358', trunk: '0', zone: 'Europe/' },
  DK: { code: '45', digits: 8, zone: 'Europe/' },
  NO: { code: '47', digits: 8, zone: 'Europe/' },
  ES: { code: '34', digits: 9, zone: 'Europe/' },
  PT: { code: '351', digits: 9, zone: 'Europe/' },
  PL: { code: '48', digits: 9, zone: 'Europe/' },
  AU: { code: '61', trunk: '0', zone: 'Australia/' },
  NZ: { code: '64', trunk: '0', zone: 'Pacific/' },
  JP: { code: '81', trunk: '0', zone: 'Asia/' },
  KR: { code: '82', trunk: '0', zone: 'Asia/' },
  IL: { code: '972', trunk: '0', zone: 'Asia/' },
  ZA: { code: '27', trunk: '0', zone: 'Africa/' },
};
