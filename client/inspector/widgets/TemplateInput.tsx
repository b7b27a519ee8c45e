import { Popover } from 'radix-ui';
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Offer, offersAt } from '../template-words.ts';
import { insertWord, type TemplateContext, templateContext } from '../templateCompletion.ts';
import { useWidgetContext } from '../widget.ts';

interface TemplateInputProps {
  readonly id?: string;
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean;
  /** Enter starts a new line; otherwise the text is one line. */
  readonly multiline?: boolean;
  readonly mono?: boolean;
  readonly rows?: number;
}

/**
 * A text that may hold Liquid: typing `{{` or `{%` opens a list of what may stand there. Arrow keys choose, Enter or Tab
 * inserts, Escape closes the list and nothing else.
 */
export function TemplateInput(props: TemplateInputProps) {
  const { value, onChange } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const caretAfterInsert = useRef<number | null>(null);
  const { completions } = useWidgetContext();
  const context = caret === null ? undefined : templateContext(value, caret);
  const found = useMemo(() => {
    const at = caret === null ? undefined : templateContext(value, caret);
    return at === undefined ? [] : offersAt(at, completions).slice(0, 60);
  }, [value, caret, completions]);
  const open = found.length > 0 && !(found.length === 1 && found[0]?.path === context?.query);
  const active = Math.min(chosen, found.length - 1);

  useGrowing(area, value);
  useLayoutEffect(() => {
    if (caretAfterInsert.current === null) return;
    area.current?.setSelectionRange(caretAfterInsert.current, caretAfterInsert.current);
    caretAfterInsert.current = null;
  });

  const insert = (path: string, at: TemplateContext): void => {
    const result = insertWord(value, at, path);
    caretAfterInsert.current = result.caret;
    setCaret(null);
    onChange(result.text);
  };

  const step = (by: number): void => setChosen((active + by + found.length) % found.length);
  const actions: Readonly<Record<string, (path: string, at: TemplateContext) => void>> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => setCaret(null),
    Enter: insert,
    Tab: insert,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const completion = found[active];
    const act = open && context && completion ? actions[event.key] : undefined;
    if (act && context && completion) {
      event.preventDefault();
      // Escape closes the list only, and arrows must not reach a field that counts.
      event.stopPropagation();
      act(completion.path, context);
      return;
    }
    if (event.key === 'Enter' && !props.multiline) event.preventDefault();
  };

  return (
    <Popover.Root open={open}>
      <Popover.Anchor asChild>
        <textarea
          ref={area}
          id={props.id}
          className={`control template-input${props.mono ? ' mono' : ''}`}
          rows={props.rows ?? 1}
          value={value}
          placeholder={props.placeholder}
          spellCheck={props.mono ? false : undefined}
          aria-label={props.label}
          aria-describedby={props.describedBy}
          aria-invalid={props.invalid || undefined}
          aria-autocomplete="list"
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open ? `${listId}-${active}` : undefined}
          onChange={(event) => {
            const text = props.multiline ? event.target.value : event.target.value.replace(/[\r\n]+/g, ' ');
            setCaret(event.target.selectionStart);
            setChosen(0);
            onChange(text);
          }}
          onSelect={(event) => {
            const { selectionStart } = event.currentTarget;
            setCaret((before) => (before === null ? null : selectionStart));
          }}
          onBlur={() => setCaret(null)}
          onKeyDown={onKeyDown}
        />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="completion-popup"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          <div id={listId} role="listbox" aria-label="Variables" className="completion-list">
            {found.map((completion, index) => (
              <CompletionRow
                key={completion.path}
                id={`${listId}-${index}`}
                completion={completion}
                active={index === active}
                onPoint={() => setChosen(index)}
                onChoose={() => context && insert(completion.path, context)}
              />
            ))}
          </div>
          <p className="completion-keys" aria-hidden="true">
            <kbd>↑</kbd>
            <kbd>↓</kbd> choose <kbd>Enter</kbd> insert <kbd>Esc</kbd> close
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface CompletionRowProps {
  readonly id: string;
  readonly completion: Offer;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function CompletionRow({ id, completion, active, onPoint, onChoose }: CompletionRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // The keys are handled by the text, which keeps the focus (aria-activedescendant).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="completion-row"
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <code>{completion.path}</code>
      <span>
        {completion.label}
        {completion.sometimes && <em>not on every way</em>}
      </span>
    </div>
  );
}

/** Lets the text area be as tall as its text where CSS alone cannot (`field-sizing`). */
function useGrowing(area: { readonly current: HTMLTextAreaElement | null }, value: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || globalThis.CSS?.supports?.('field-sizing', 'content')) return;
    element.style.height = 'auto';
    if (element.scrollHeight > 0) element.style.height = `${element.scrollHeight + 2}px`;
  }, [area, value]);
}
