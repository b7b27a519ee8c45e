import { defineBlock, type ExitSpec } from '../block.ts';
import { choice } from '../fields/choice.ts';
import { text } from '../fields/text.ts';
import { verbatim } from '../fields/verbatim.ts';
import { widgetSpec } from '../studio/widgets.ts';

/** Stands for a widget of Twilio Studio that nothing here does: keeps what it held, does nothing, and goes on by one of its events. */
export const widget = defineBlock({
  type: 'widget',
  title: 'Studio widget',
  about:
    'Keeps the place of a widget that came from Twilio Studio and has no counterpart here. It does nothing and goes on by the exit chosen; put a block that does the work in its place.',
  keywords: ['import', 'twilio studio', 'placeholder'],
  group: 'data',
  unlisted: true,
  icon: 'puzzle',
  docs: 'https://www.twilio.com/docs/studio/widget-library',
  fields: {
    widget: choice({ label: 'Type of the widget', required: true, options: { open: true } }),
    properties: verbatim({ label: 'What it held', hint: 'JSON, in Studio’s own words', options: { multiline: true } }),
    takes: text({ label: 'Goes on by', hint: 'One of its exits; the last one if empty' }),
  },
  exits: (props) => exitsOf(props.widget),
  summary: (props) => {
    const label = widgetSpec(props.widget ?? '')?.label ?? props.widget;
    return label ? `${label}: does nothing, goes on by “${exitTaken(props)}”` : 'Stands for nothing yet';
  },
  run: (ctx) => {
    const exit = exitTaken(ctx.props);
    const label = widgetSpec(ctx.props.widget ?? '')?.label ?? 'The widget';
    const notes = [{ code: 'not-done', message: `${label} does nothing here; the call goes on by “${exit}”.` }];
    return { go: exit, notes };
  },
});

interface Props {
  readonly widget?: string;
  readonly takes?: string;
}

function exitsOf(type: string | undefined): readonly ExitSpec[] {
  const events = widgetSpec(type ?? '')?.events ?? [];
  return (events.length === 0 ? ['next'] : events).map((name) => ({ name, label: wordsOf(name), ends: true }));
}

function exitTaken({ widget: type, takes }: Props): string {
  const names = exitsOf(type).map(({ name }) => name);
  return names.includes(takes?.trim() ?? '') ? (takes?.trim() ?? '') : (names.at(-1) ?? 'next');
}

/** `noAnswer` → "No answer". */
function wordsOf(event: string): string {
  const words = event
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
