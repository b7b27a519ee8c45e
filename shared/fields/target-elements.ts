import { elementSpec } from '../twiml/catalogue/index.ts';
import { element, type TwimlElement, type TwimlNode } from '../twiml/element.ts';
import type { AsideExit } from './aside-exits.ts';
import { type EmitOptions, emitAttributes } from './attributes.ts';
import { asideLabel, exitOf } from './document-url.ts';
import { nounElements } from './noun-elements.ts';
import { TARGET_KINDS, TARGET_NOUNS, type TargetKind } from './target-fields.ts';
import type { Target } from './targets.ts';

type Props = Readonly<Record<string, unknown>>;

/**
 * The noun of Dial for one line.
 *
 * @param props props of the block; `number_timeout` and the like hold for every line of the kind that says nothing else
 * @param progress where ringing and answering is told, unless the line or the block names an address
 */
export function targetElement(
  target: Target,
  props: Props,
  progress: string | undefined,
  options: Pick<EmitOptions, 'asideUrl' | 'notes'>,
): TwimlElement {
  const { kind } = target;
  const tag = TARGET_NOUNS[kind];
  const ofKind = emitAttributes(props, tag, { ...options, prefix: PREFIXES[kind], parent: 'Dial' });
  const attributes = target.attributes
    ? { ...ofKind, ...emitAttributes(target.attributes, tag, { ...options, parent: 'Dial' }) }
    : ofKind;
  const content = contentOf(target, options.notes);
  if (progress === undefined || attributes.statusCallback !== undefined || !tellsProgress(tag))
    return element(tag, attributes, ...content);
  const told = { statusCallback: progress, statusCallbackEvent: attributes.statusCallbackEvent ?? EVENTS };
  return element(tag, { ...attributes, ...told }, ...content);
}

/** Put together once: a name made anew has to be looked up letter by letter. */
const PREFIXES = Object.fromEntries(TARGET_KINDS.map((kind) => [kind, `${kind}_`])) as Readonly<
  Record<TargetKind, string>
>;

function tellsProgress(tag: string): boolean {
  return elementSpec(tag, 'Dial')?.attributes.some(({ name }) => name === 'statusCallback') ?? false;
}

const EVENTS = 'initiated ringing answered completed';

function contentOf({ kind, to, children }: Target, notes: EmitOptions['notes']): readonly TwimlNode[] {
  const inside = nounElements(children, notes ?? []);
  if (kind === 'application') return [element('ApplicationSid', {}, to), ...inside];
  // What is handed over goes beside an Identity only: https://www.twilio.com/docs/voice/twiml/client
  if (kind === 'client' && children !== undefined) return [element('Identity', {}, to), ...inside];
  // A SIP call has a text or elements, never both.
  if (children !== undefined && to.trim() !== '') return [element('Uri', {}, to), ...inside];
  return to.trim() === '' ? inside : [to];
}

/** Exits to what is said to those who answer: one for each name, whichever lines share it. */
export function targetExits(all: readonly Target[], props: Props): readonly AsideExit[] {
  const lines = new Map<string, string[]>();
  for (const { kind, to, attributes } of all) {
    const exit = exitOf(attributes?.url ?? props[`${kind}_url`]);
    if (exit !== undefined) lines.set(exit, [...(lines.get(exit) ?? []), to.trim() || TARGET_NOUNS[kind]]);
  }
  return [...lines].map(([name, names]) => ({
    name,
    label: lines.size === 1 ? asideLabel('screening') : `Said to ${namesOf(names)}`,
    aside: 'screening',
  }));
}

function namesOf([first, ...others]: readonly string[]): string {
  return others.length === 0 ? `${first}` : `${first} and ${others.length} more`;
}

/** Whether some line is of this kind. */
export function rings(props: Props, kind: TargetKind): boolean {
  return Array.isArray(props.targets) && props.targets.some((target: Target) => target.kind === kind);
}
