import { templateUses } from '../template/names.ts';
import { hasTemplate, templateProblem } from '../template/template.ts';

/** What the checker asks about a template text. */
export interface TemplateFacts {
  /** Why it is no template, or null. */
  readonly problem: string | null;
  /** Paths it reads. */
  readonly uses: readonly string[];
}

/** Facts about a text, kept: a flow is checked on every keystroke, and nearly all of its texts stay the same. */
export function templateFacts(text: string): TemplateFacts {
  if (!hasTemplate(text)) return PLAIN;
  const known = cache.get(text);
  if (known) return known;
  const facts = { problem: templateProblem(text), uses: templateUses(text) };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, facts);
  return facts;
}

const PLAIN: TemplateFacts = { problem: null, uses: [] };
const MAX_CACHED = 20_000;
const cache = new Map<string, TemplateFacts>();
