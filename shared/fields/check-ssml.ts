import { ssmlSupport } from '../twiml/catalogue/ssml-support.ts';
import { parseFragment } from '../twiml/parse.ts';
import { checkTwiml } from './check-twiml.ts';
import type { FieldProblem } from './field.ts';
import { isLogic, maskTemplates, unmasked } from './mask-templates.ts';

/** What is wrong with the SSML text of a Say: no XML, unknown or misplaced elements, and what its voice does not speak. */
export function ssmlProblems(text: string, voice: string | undefined, path: string): readonly FieldProblem[] {
  const masked = maskTemplates(text);
  const parsed = parseFragment(masked);
  if (!parsed.ok) {
    const severity = isLogic(masked) ? 'warning' : 'error';
    const message = `This SSML cannot be read: ${unmasked(parsed.error.message)}`;
    return [{ code: 'bad-value', severity, message, path }];
  }
  const wrong = checkTwiml(`<Say>${text}</Say>`, 'voice').map(({ code, severity, message }) => ({
    code,
    severity,
    message,
    path,
  }));
  return [...wrong, ...unspoken(masked, voice, path)];
}

function unspoken(text: string, voice: string | undefined, path: string): readonly FieldProblem[] {
  const support = ssmlSupport(voice);
  const problem = (message: string): FieldProblem => ({ code: 'ssml-voice', severity: 'warning', message, path });
  const tags = [...new Set([...text.matchAll(/<([a-z][a-z-]*)/g)].map(([, tag]) => tag ?? ''))];
  if (support === 'none') {
    return tags.length === 0 ? [] : [problem(`The voice ${voice} speaks no SSML; choose a Polly or Google voice.`)];
  }
  return tags
    .filter((tag) => support.without.includes(tag))
    .map((tag) => problem(`The voice ${voice} does not speak ${tag}; take it out or choose another voice.`));
}
