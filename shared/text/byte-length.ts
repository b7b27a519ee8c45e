/** Bytes of the text in UTF-8; a lone surrogate counts as the replacement character it would be sent as. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else {
      bytes += 2;
      const next = code >= 0xd800 && code < 0xdc00 ? text.charCodeAt(index + 1) : 0;
      // A pair is two code units and four bytes in all.
      if (next >= 0xdc00 && next < 0xe000) index++;
    }
  }
  return bytes;
}
