/**
 * A number from 0 to 2³²−1 that looks like chance but is the same for the same text: FNV-1a over UTF-16 code units, then the last
 * step of MurmurHash3, without which texts that differ in their last digit stay neighbours.
 * http://www.isthe.com/chongo/tech/comp/fnv/ https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
