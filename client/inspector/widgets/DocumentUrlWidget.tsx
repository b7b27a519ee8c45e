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

type Source = '' | 'blocks' | 'url' | 'silence';

/** Who answers when Twilio asks for a document: blocks of this flow, by an exit of its own, or a web address. */
export function DocumentUrlWidget(props: WidgetProps<DocumentUrl, DocumentUrlOptions>) {
  const { value, options, onChange, placeholder, label } = props;
  const silent = canBeSilent(options.runs);
  // An address that is still empty stores nothing, so only this control knows that one is about to be typed.
  const [typing, setTyping] = useState(false);
  const source = sourceOf(value, silent) || (typing ? 'url' : '');
  const choose = (next: Source): void => {
    setTyping(next === 'url');
    if (next === 'blocks') onChange({ exit: asideExitName(options.runs) });
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
        onChange={(event) => choose(event.target.value as Source)}
      >
        <option value="">{placeholder ? `${capital(placeholder)}, by default` : 'Nothing'}</option>
        <option value="blocks">Blocks of this flow</option>
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

function sourceOf(value: DocumentUrl | undefined, silent: boolean): Source {
  if (exitOf(value) !== undefined) return 'blocks';
  if (value === undefined) return '';
  return value === '' && silent ? 'silence' : 'url';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
