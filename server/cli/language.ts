import type { FlowDocument } from '../../shared/flow/types.ts';
import { languagesOf } from '../../shared/languages/languages-of.ts';
import { suggestion } from '../../shared/text/nearest.ts';
import { UsageError } from './command.ts';

/** A language of a flow, as `--language` names it. @throws UsageError for one that the flow does not speak */
export function languageOf(written: string | undefined, flow: FlowDocument): string | undefined {
  const languages = languagesOf(flow);
  if (written === undefined || languages.includes(written)) return written;
  const near = suggestion(written, languages) || ` It speaks ${languages.join(', ')}.`;
  throw new UsageError(`--language is "${written}", which the flow does not speak.${near}`);
}
