import secureJson from 'secure-json-parse';
import { byteLength } from '../../text/byte-length.ts';
import { jsonDepth } from '../../text/json.ts';
import { whyNoFlow } from '../no-flow.ts';
import { STUDIO_LIMITS, type StudioProblem } from './definition.ts';
import { looksLikeStudio } from './looks-like.ts';

/** A definition as it was found, not judged yet. */
export interface Found {
  readonly value: Readonly<Record<string, unknown>>;
  /** Of the resource around it. */
  readonly name?: string;
  readonly sid?: string;
  /** JSON path of the definition; empty text for the document itself. */
  readonly path: string;
}

export type Unwrapped =
  | { readonly ok: true; readonly found: readonly Found[] }
  | { readonly ok: false; readonly problems: readonly StudioProblem[] };

/**
 * Finds the Studio definitions in JSON text: bare ones, the REST resource (`definition` an object or JSON in a string), the
 * FlowInstance of Twilio's libraries, lists of these, and Terraform's `{ "resource": { "twilio_studio_flows_v2": … } }` or any
 * object with `definition` in it. Sizes are capped before anything is parsed. Never throws.
 */
export function unwrap(text: string): Unwrapped {
  const refused = capProblem(text);
  if (refused) return { ok: false, problems: [refused] };
  const parsed = parse(text);
  if ('problem' in parsed) return { ok: false, problems: [parsed.problem] };
  const found: Found[] = [];
  const problems: StudioProblem[] = [];
  search(parsed.value, { path: '$', depth: 0 }, { found, problems });
  if (problems.length > 0) return { ok: false, problems };
  if (found.length > 0 && found.length <= STUDIO_LIMITS.flows) return { ok: true, found };
  if (found.length > 0) {
    const message = `There are ${found.length} flows in it; at most ${STUDIO_LIMITS.flows} are imported at once.`;
    return { ok: false, problems: [problem('too-many', '$', message)] };
  }
  return { ok: false, problems: [problem('not-studio', '$', whyNoFlow(parsed.value) ?? OURS)] };
}

const OURS = 'This is a flow of Patchcord already: check it with "patchcord check", or open it in the designer.';

function capProblem(text: string): StudioProblem | undefined {
  const bytes = text.length * 3 > STUDIO_LIMITS.bytes ? byteLength(text) : text.length;
  if (bytes > STUDIO_LIMITS.bytes) {
    const [is, most] = [bytes, STUDIO_LIMITS.bytes].map((count) => count.toLocaleString('en-US'));
    return problem('too-large', '$', `The document has ${is} bytes; at most ${most} are read.`);
  }
  if (jsonDepth(text, STUDIO_LIMITS.depth) > STUDIO_LIMITS.depth) {
    return problem('too-deep', '$', `The document is nested more than ${STUDIO_LIMITS.depth} levels deep.`);
  }
  return undefined;
}

function parse(text: string): { readonly value: unknown } | { readonly problem: StudioProblem } {
  try {
    const options = { protoAction: 'error', constructorAction: 'error' } as const;
    return { value: secureJson.parse(text.replace(/^\uFEFF/, ''), undefined, options) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!reason.includes('forbidden prototype'))
      return { problem: problem('not-json', '$', `This is not JSON: ${reason}.`) };
    const key = text.includes('__proto__') ? '__proto__' : 'constructor.prototype';
    return {
      problem: problem('forbidden-key', '$', `The document holds the key "${key}", which no flow may use. Remove it.`),
    };
  }
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly name?: string;
  readonly sid?: string;
}

interface Finds {
  readonly found: Found[];
  readonly problems: StudioProblem[];
}

function search(value: unknown, place: Place, finds: Finds): void {
  if (place.depth > DEEPEST || finds.found.length > STUDIO_LIMITS.flows) return;
  if (typeof value === 'string') {
    searchText(value, place, finds);
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      search(item, { ...place, path: `${place.path}[${index}]`, depth: place.depth + 1 }, finds);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const record = value as Readonly<Record<string, unknown>>;
  const name = textOf(record.friendly_name ?? record.friendlyName) ?? place.name;
  const sid = flowSid(record.sid) ?? flowSid(record.flow_sid) ?? place.sid;
  const named = { ...(name !== undefined && { name }), ...(sid !== undefined && { sid }) };
  if (Array.isArray(record.states)) {
    finds.found.push({ value: record, path: place.path, ...named });
    return;
  }
  for (const key of Object.hasOwn(record, 'definition') ? ['definition'] : Object.keys(record)) {
    search(record[key], { path: `${place.path}.${key}`, depth: place.depth + 1, ...named }, finds);
  }
}

/** How far down a wrapper may hold its definition. */
const DEEPEST = 8;

/** Some tools keep the definition as JSON in a string. */
function searchText(text: string, place: Place, finds: Finds): void {
  if (!looksLikeStudio(text)) return;
  const parsed = capProblem(text) ?? parse(text);
  if ('code' in parsed) finds.problems.push({ ...parsed, path: place.path });
  else if ('problem' in parsed) finds.problems.push({ ...parsed.problem, path: place.path });
  else search(parsed.value, { ...place, depth: place.depth + 1 }, finds);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function flowSid(value: unknown): string | undefined {
  return typeof value === 'string' && /^FW[0-9a-f]{32}$/i.test(value) ? value : undefined;
}

function problem(code: string, path: string, message: string): StudioProblem {
  return { code, severity: 'error', path, message };
}
