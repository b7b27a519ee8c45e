/** A text without case, spaces and punctuation, as expectations compare what is said. */
export function plain(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return lower.replace(/[^\p{L}\p{M}\p{N}]+/gu, '') || lower.trim();
}

/** Whether a number, client or SIP address is the one that was written down, with or without `client:` or `sip:`. */
export function isParty(written: string, to: string): boolean {
  const bare = (address: string): string => address.trim().replace(/^(client|sip|sips):/i, '');
  return bare(written) === bare(to);
}
