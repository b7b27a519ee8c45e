import type { Noun } from './noun.ts';

/** What a list of nouns is in few words for a card: `Stream orders, wss://media.example.com`; empty for an empty list. */
export function nounsSummary(value: readonly Noun[] | undefined): string {
  return (value ?? []).map(nounSummary).join(', ');
}

function nounSummary({ tag, text, attributes = {} }: Noun): string {
  const { name, url, connectorName, id } = attributes;
  const known = [text, name, url ?? connectorName ?? id].filter((part) => part?.trim());
  return [tag, ...known].join(' ');
}
