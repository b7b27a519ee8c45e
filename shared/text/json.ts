import secureJson from 'secure-json-parse';

/** Levels of objects and lists read; what lies deeper could not be written down again. */
export const JSON_DEPTH = 32;

/** Plain data as JSON has it. */
type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/** Reads JSON that somebody else wrote. @returns undefined for what is no JSON, or nested deeper than `JSON_DEPTH` */
export function readJson(text: string): Data | undefined {
  if (jsonDepth(text, JSON_DEPTH) > JSON_DEPTH) return undefined;
  try {
    return secureJson.parse(text, undefined, { protoAction: 'remove', constructorAction: 'remove' }) as Data;
  } catch {
    return undefined;
  }
}

/** Depth of the deepest array or object in JSON text, without parsing it; strings are skipped. */
export function jsonDepth(text: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}
