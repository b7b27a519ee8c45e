import { type Row, restTime } from './state.ts';

/** Sets a row's properties from a form's parameters: `VoiceUrl` is `voice_url`. An empty text clears. */
export function applyForm(row: Row, form: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(form)) {
    const property = restName(name);
    row[property] = typeof row[property] === 'boolean' ? text === 'true' : text;
  }
  row.date_updated = restTime();
}

/** `VoiceUrl`: `voice_url`. */
function restName(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase();
}
