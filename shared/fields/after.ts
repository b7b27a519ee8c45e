import type { DocumentKind } from '../twiml/catalogue/index.ts';
import { attributesOf, emitAttributes } from './attributes.ts';
import { choice } from './choice.ts';
import type { Field } from './field.ts';

/** Where the call goes once a verb with an `action` is done; `exits` where nothing is chosen. */
export type After = 'exits' | 'next' | 'url';

/** The fields that say where it goes: `after`, and `action` with its `method` where it is a web address. */
export function afterFields(tag: string, options: { readonly document?: DocumentKind; readonly next: string }) {
  const { document, next } = options;
  const names = ['action', 'method'];
  const all = attributesOf(tag, { document: document ?? 'voice', when: (props) => afterOf(props) === 'url' });
  const address = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
  return {
    after: choice({
      label: 'When it is over',
      term: 'action',
      group: 'more',
      placeholder: 'Go on by what happened',
      options: {
        values: [
          { value: 'exits', label: 'Go on by what happened' },
          { value: 'next', label: next },
          { value: 'url', label: 'Go on at a web address' },
        ],
      },
    }),
    ...(address as Readonly<Record<'action' | 'method', Field>>),
  };
}

/** How the block goes on; what is no choice counts as none. */
export function afterOf(props: Readonly<Record<string, unknown>>): After {
  const { after } = props;
  return after === 'next' || after === 'url' ? after : 'exits';
}

/** The `action` and `method` to emit: of the next turn, of the author's own address, or none. */
export function afterAttributes(
  ctx: { readonly props: Readonly<Record<string, unknown>>; readonly actionUrl: string },
  tag: string,
  document?: DocumentKind,
): Readonly<Record<string, string>> {
  const after = afterOf(ctx.props);
  if (after === 'exits') return { action: ctx.actionUrl, method: 'POST' };
  if (after === 'next') return {};
  const { action, method } = ctx.props;
  return emitAttributes({ action, method }, tag, document ? { document } : {});
}
