import type { Prompt } from './prompts.ts';

/** What a caller hears, short enough for a card; `nothing` where the list is empty. */
export function promptsSummary(prompts: readonly Prompt[] | undefined, nothing: string): string {
  const pieces: string[] = [];
  for (const prompt of prompts ?? []) {
    if ('pause' in prompt) pieces.push(`${prompt.pause || 1} s of silence`);
    else if ('play' in prompt) pieces.push(`♪ ${fileName(prompt.play) || 'a sound'}`);
    else if (prompt.say.trim() !== '') pieces.push(`“${spoken(prompt.say, prompt.ssml)}”`);
  }
  return pieces.length === 0 ? nothing : pieces.join(' ');
}

/** Last part of a web address, without its query. */
export function fileName(address: string): string {
  return (address.split(/[?#]/)[0] ?? '').replace(/\/+$/, '').split('/').at(-1) ?? '';
}

function spoken(text: string, ssml: boolean | undefined): string {
  const plain = ssml ? text.replace(/<[^<>]*>/g, ' ') : text;
  return plain.replace(/\s+/g, ' ').trim();
}
