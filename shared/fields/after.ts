import { attributesOfElement, type DocumentKind } from '../twiml/catalogue/index.ts';
import { attributesOf, emitAttributes } from './attributes.ts';
import { choice } from './choice.ts';
import type { Field } from './field.ts';

/** Where the call goes once a verb with an `action` is done. */
export type After = 'exits' | 'next' | 'url';

export interface AfterOptions {
  readonly document?: DocumentKind;
  /**
   * What holds while nothing is chosen. Where that is `next`, an address in `action` is enough to choose `url`: flows were
   * stored so before there was a choice.
   */
  readonly usual?: 'exits' | 'next';
}

/** The fields that say where it goes: `after`, and `action` with its `method` where it is a web address. */
export function afterFields(tag: string, options: AfterOptions & { readonly next: string }) {
  const { document = 'voice', next, usual = 'exits' } = options;
  const only = ['action', 'method'];
  const address = attributesOf(tag, { document, only, when: (props) => afterOf(props, usual) === 'url' });
  const words = { exits: 'Go on by what happened', next, url: 'Go on at a web address' };
  return {
    after: choice({
      label: 'When it is over',
      term: 'action',
      group: 'more',
      placeholder: usual,
      options: { values: (['exits', 'next', 'url'] as const).map((value) => ({ value, label: words[value] })) },
    }),
    ...(beside(address) as Readonly<Record<'action' | 'method', Field>>),
  };
}

/** Without headings of their own, so that they stay with the choice. */
function beside(fields: Readonly<Record<string, Field>>): Readonly<Record<string, Field>> {
  return Object.fromEntries(Object.entries(fields).map(([name, { heading: _, ...field }]) => [name, field]));
}

/** How the block goes on; what is no choice counts as none. */
export function afterOf(props: Props, usual: AfterOptions['usual'] = 'exits'): After {
  const { after, action } = props;
  if (after === 'exits' || after === 'next' || after === 'url') return after;
  return usual === 'next' && typeof action === 'string' && action.trim() !== '' ? 'url' : usual;
}

/** The `action` and `method` to emit: of the next turn, of the author's own address, or none. */
export function afterAttributes(
  ctx: { readonly props: Props; readonly actionUrl: string },
  tag: string,
  { document = 'voice', usual = 'exits' }: AfterOptions = {},
): Readonly<Record<string, string>> {
  const after = afterOf(ctx.props, usual);
  if (after === 'exits') {
    // Pay knows no method: it always posts.
    const hasMethod = attributesOfElement(tag, undefined, document).some(({ name }) => name === 'method');
    return { action: ctx.actionUrl, ...(hasMethod && { method: 'POST' }) };
  }
  if (after === 'next') return {};
  const { action, method } = ctx.props;
  return emitAttributes({ action, method }, tag, { document });
}

/** The choice under which a verb with just these props, read from its attributes, goes on as it does. */
export function readAfter(props: Props, usual: AfterOptions['usual'] = 'exits'): { readonly after?: 'next' | 'url' } {
  if (props.action !== undefined || props.method !== undefined) return { after: 'url' };
  return usual === 'next' ? {} : { after: 'next' };
}

type Props = Readonly<Record<string, unknown>>;
