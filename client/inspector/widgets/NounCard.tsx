import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Noun } from '../../../shared/fields/noun.ts';
import { type DocumentKind, elementSpec } from '../../../shared/twiml/catalogue/index.ts';
import { problemsBelow, type WidgetProblem } from '../widget.ts';
import { NounAttributes } from './NounAttributes.tsx';
import { NounText } from './NounText.tsx';

interface NounCardProps {
  readonly id: string;
  readonly noun: Noun;
  readonly parent: string;
  readonly document: DocumentKind | undefined;
  readonly problems: readonly WidgetProblem[];
  readonly grip: ReactNode;
  readonly remove: ReactNode;
  readonly onChange: (noun: Noun) => void;
  /** Draws the elements inside it, given its tag and the path of their problems. */
  readonly children: (tag: string, path: string) => ReactNode;
}

/** One element: its name, and folded below it text, attributes and what stands in it. */
export function NounCard(props: NounCardProps) {
  const { id, noun, parent, document, problems, onChange } = props;
  const [open, setOpen] = useState(() => problems.length > 0 || isBlank(noun));
  const spec = elementSpec(noun.tag, parent, document) ?? elementSpec(noun.tag, undefined, document);
  const wrong = problems.some(({ severity }) => severity === 'error');
  const own = problems.filter(({ path }) => path === '' || path === 'tag');
  const hasText = spec === undefined || spec.text.allowed || noun.text !== undefined;
  const hasChildren =
    spec === undefined || (spec.children.length > 0 && !spec.text.mixed) || noun.children !== undefined;
  return (
    <div className={`noun ${wrong ? 'is-invalid' : ''}`}>
      <div className="noun-head">
        {props.grip}
        <button
          type="button"
          className="control noun-toggle"
          aria-expanded={open}
          title={spec?.about}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={14} aria-hidden="true" className="more-chevron" />
          <code>{noun.tag}</code>
          <span className="noun-said">{open ? '' : saidOf(noun)}</span>
        </button>
        {props.remove}
      </div>
      {own.map((problem) => (
        <p key={problem.message} className={`field-note is-${problem.severity}`}>
          {problem.message}
        </p>
      ))}
      {open && (
        <div className="noun-body">
          {spec && <p className="field-note">{spec.about}</p>}
          {hasText && (
            <NounText
              id={`${id}-text`}
              noun={noun}
              rule={spec?.text}
              problem={problemsBelow(problems, 'text')[0]}
              onChange={onChange}
            />
          )}
          <NounAttributes
            id={id}
            noun={noun}
            parent={parent}
            document={document}
            problems={problemsBelow(problems, 'attributes')}
            onChange={onChange}
          />
          {hasChildren && (
            <fieldset className="noun-children" aria-label={`Inside ${noun.tag}`}>
              {props.children(noun.tag, 'children')}
            </fieldset>
          )}
        </div>
      )}
    </div>
  );
}

/** Fresh from the list of choices. */
function isBlank({ text, attributes, children }: Noun): boolean {
  return text === undefined && attributes === undefined && children === undefined;
}

/** What tells one element from another of its kind, in few words. */
function saidOf({ text, attributes = {}, children = [] }: Noun): string {
  const shown = text?.trim() || Object.values(attributes).slice(0, 2).join(' · ');
  return shown || children.map(({ tag }) => tag).join(', ');
}
