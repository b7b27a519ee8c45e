import { useState } from 'react';
import {
  asideExitName,
  canBeSilent,
  type DocumentUrl,
  type DocumentUrlOptions,
  exitOf,
} from '../../../shared/fields/document-url.ts';
import type { WidgetProps } from '../widget.ts';
import { TemplateInput } from './TemplateInput.tsx';
import { filled } from './TextWidgets.tsx';

/** How an exit of a list of such addresses is named, and those that others in the list lead to. */
export interface SharedExits {
  /** Name for an exit of its own. */
  readonly fresh: string;
  readonly others: readonly { readonly exit: string; readonly label: string }[];
}

interface DocumentUrlProps extends WidgetProps<DocumentUrl, DocumentUrlOptions> {
  readonly shared?: SharedExits;
}

/** Who answers when Twilio asks for a document: blocks of this flow, by an exit of its own, or a web address. */
export function DocumentUrlWidget(props: DocumentUrlProps) {
  const { value, options, onChange, placeholder, label, shared } = props;
  const silent = canBeSilent(options.runs);
  // An address that is still empty stores nothing, so only this control knows that one is about to be typed.
  const [typing, setTyping] = useState(false);
  const exit = exitOf(value);
  const others = shared?.others ?? [];
  const isShared = others.some((other) => other.exit === exit);
  const source = isShared ? `${SAME}${exit}` : sourceOf(value, silent) || (typing ? 'url' : '');
  const choose = (next: string): void => {
    setTyping(next === 'url');
    if (next.startsWith(SAME)) onChange({ exit: next.slice(SAME.length) });
    else if (next === 'blocks') onChange({ exit: shared?.fresh ?? asideExitName(options.runs) });
    else onChange(next === 'silence' ? '' : undefined);
  };
  return (
    <div className="document-url">
      <select
        id={props.id}
        className={`control ${source === '' ? 'is-placeholder' : ''}`}
        aria-describedby={props.describedBy}
        aria-invalid={(props.invalid && source !== 'url') || undefined}
        value={source}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{placeholder ? `${capital(placeholder)}, by default` : 'Nothing'}</option>
        <option value="blocks">Blocks of this flow</option>
        {others.map((other) => (
          <option key={other.exit} value={`${SAME}${other.exit}`}>
            The same as {other.label}
          </option>
        ))}
        <option value="url">A web address</option>
        {silent && <option value="silence">Silence</option>}
      </select>
      {source === 'url' && (
        <TemplateInput
          label={`${label}: web address`}
          describedBy={props.describedBy}
          invalid={props.invalid}
          mono
          placeholder="https://"
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => {
            setTyping(true);
            onChange(filled(text.trim()));
          }}
        />
      )}
    </div>
  );
}

const SAME = 'exit:';

function sourceOf(value: DocumentUrl | undefined, silent: boolean): '' | 'blocks' | 'url' | 'silence' {
  if (exitOf(value) !== undefined) return 'blocks';
  if (value === undefined) return '';
  return value === '' && silent ? 'silence' : 'url';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
