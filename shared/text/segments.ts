/** How a text goes over the air: https://www.twilio.com/docs/glossary/what-sms-character-limit */
export interface Segments {
  /** GSM-7 while every character is in it, else UCS-2. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Messages that are charged. */
  readonly count: number;
  /** Units used: characters of GSM-7 (those of its extension count twice), or UTF-16 units. */
  readonly units: number;
  /** The first character that is not in GSM-7. */
  readonly foreign?: string;
}

/** Counts the segments of a text message. One segment holds 160 (or 70) units; each of several holds 153 (or 67). */
export function segmentsOf(text: string): Segments {
  const sizes: number[] = [];
  let foreign: string | undefined;
  for (const character of text) {
    if (foreign === undefined && !BASIC.has(character) && !EXTENDED.has(character)) foreign = character;
    sizes.push(EXTENDED.has(character) ? 2 : 1);
  }
  if (foreign === undefined) return { encoding: 'GSM-7', ...fill(sizes, 160, 153) };
  return {
    encoding: 'UCS-2',
    ...fill(
      [...text].map((character) => character.length),
      70,
      67,
    ),
    foreign,
  };
}

/** No character is cut in two: what does not fit begins the next segment. */
function fill(sizes: readonly number[], single: number, each: number): Pick<Segments, 'count' | 'units'> {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units === 0) return { count: 0, units };
  if (units <= single) return { count: 1, units };
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      count++;
      used = 0;
    }
    used += size;
  }
  return { count, units };
}

/** GSM 03.38, the basic table and its extension. */
const BASIC: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED: ReadonlySet<string> = new Set('^{}\\[~]|€\f');
