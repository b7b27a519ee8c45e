import type { FlowDocument } from '../flow/types.ts';

/** Codes of the languages a flow speaks, its own first; Twilio speaks American English where nothing is said. */
export function languagesOf({
  settings,
  languages = {},
}: Pick<FlowDocument, 'settings' | 'languages'>): readonly string[] {
  return [settings.language ?? 'en-US', ...Object.keys(languages)];
}
