import { AudioLines, CirclePause } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { SayPrompt } from '../../../shared/fields/prompts.ts';
import { ssmlSupport } from '../../../shared/twiml/catalogue/ssml-support.ts';
import { markSsml, PAUSE_MARK, SSML_GROUPS, type SsmlMark, STRESS_MARK } from '../ssml.ts';
import { useWidgetContext } from '../widget.ts';

interface SsmlToolsProps {
  /** Id of the text box. */
  readonly input: string;
  readonly prompt: SayPrompt;
  readonly onChange: (prompt: SayPrompt) => void;
  /** Says why nothing was marked; undefined once something was. */
  readonly onRefuse: (why: string | undefined) => void;
}

/** Small tools that shape how a text is said; each marks what is selected in the text box. */
export function SsmlTools({ input, prompt, onChange, onRefuse }: SsmlToolsProps) {
  const context = useWidgetContext();
  const pending = useRef<readonly [number, number]>(null);
  const remember = useUndo(input, prompt, onChange, pending);
  const voice = prompt.voice || context.voice || undefined;
  const support = ssmlSupport(voice);
  const speaks = (mark: SsmlMark): boolean => support !== 'none' && !support.without.includes(mark.tag);
  useEffect(() => {
    if (pending.current === null) return;
    select(input, ...pending.current);
    pending.current = null;
  });
  const apply = (mark: SsmlMark): void => {
    const box = boxOf(input);
    const [from, to] = [box?.selectionStart ?? prompt.say.length, box?.selectionEnd ?? prompt.say.length];
    const marked = markSsml({ text: prompt.say, from, to }, mark, prompt.ssml === true);
    pending.current = marked === undefined ? [from, to] : [marked.from, marked.to];
    onRefuse(marked === undefined ? 'Nothing was marked: select whole words, not half of another mark.' : undefined);
    if (marked === undefined) return;
    remember({ before: prompt, selection: [from, to], after: marked.text });
    context.rest();
    onChange({ ...prompt, say: marked.text, ssml: true });
    context.rest();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and its own focus order
    <span role="group" className="ssml-tools" aria-label="How it is said">
      {speaks(PAUSE_MARK) && (
        <Tool label="Pause at the caret" onClick={() => apply(PAUSE_MARK)}>
          <CirclePause size={14} aria-hidden="true" />
        </Tool>
      )}
      {speaks(STRESS_MARK) && (
        <Tool label="Stress the selected words" onClick={() => apply(STRESS_MARK)}>
          <AudioLines size={14} aria-hidden="true" />
        </Tool>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="icon-button" aria-label="More ways to say it" title="More ways to say it">
          <span aria-hidden="true" className="ssml-more">
            Aa
          </span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className="ssml-menu"
            align="end"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              if (pending.current !== null || document.activeElement?.id === input) event.preventDefault();
            }}
          >
            {support === 'none' && (
              <p className="ssml-note">
                The voice <code>{voice}</code> reads plain text only. Choose a Polly or Google voice to shape how a text
                is said.
              </p>
            )}
            {SSML_GROUPS.map(({ title, marks }) => (
              <MarkGroup key={title} title={title} marks={marks.filter(speaks)} onChoose={apply} />
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </span>
  );
}

/** A mark that was just set, for the undo key in the text box: the browser's own undo knows nothing of it. */
interface Marked {
  readonly before: SayPrompt;
  readonly selection: readonly [number, number];
  readonly after: string;
}

type Selection = RefObject<readonly [number, number] | null>;

/** Lets Ctrl Z in the text box take back a mark in one step; what was typed since is the browser's to take back first. */
function useUndo(input: string, prompt: SayPrompt, onChange: SsmlToolsProps['onChange'], pending: Selection) {
  const marks = useRef<Marked[]>([]);
  useEffect(() => {
    const undo = (event: KeyboardEvent): void => {
      const last = marks.current.at(-1);
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo || last?.after !== prompt.say) return;
      event.preventDefault();
      marks.current.pop();
      pending.current = last.selection;
      onChange(last.before);
    };
    const box = boxOf(input);
    box?.addEventListener('keydown', undo);
    return () => box?.removeEventListener('keydown', undo);
  }, [input, prompt, onChange, pending]);
  return (mark: Marked): void => void marks.current.push(mark);
}

interface MarkGroupProps {
  readonly title: string;
  readonly marks: readonly SsmlMark[];
  readonly onChoose: (mark: SsmlMark) => void;
}

function MarkGroup({ title, marks, onChoose }: MarkGroupProps) {
  if (marks.length === 0) return null;
  return (
    <DropdownMenu.Group>
      <DropdownMenu.Label className="ssml-group">{title}</DropdownMenu.Label>
      {marks.map((mark) => (
        <DropdownMenu.Item key={mark.id} className="ssml-item" onSelect={() => onChoose(mark)}>
          {mark.label}
          <code>{mark.tag}</code>
        </DropdownMenu.Item>
      ))}
    </DropdownMenu.Group>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}

function boxOf(id: string): HTMLTextAreaElement | undefined {
  const box = document.getElementById(id);
  return box instanceof HTMLTextAreaElement ? box : undefined;
}

function select(id: string, from: number, to: number): void {
  const box = boxOf(id);
  box?.focus();
  box?.setSelectionRange(from, to);
}
