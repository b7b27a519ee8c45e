import { ChevronDown, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { TARGET_KINDS, type TargetKind } from '../../../shared/fields/target-fields.ts';
import type { Target, TargetsOptions } from '../../../shared/fields/targets.ts';
import { problemsBelow, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { ClientPhones } from './ClientPhones.tsx';
import { ListEditor, type RowParts, replaced } from './ListEditor.tsx';
import { RowProblems } from './RowList.tsx';
import { TargetSettings } from './TargetSettings.tsx';
import { TemplateInput } from './TemplateInput.tsx';

const WORDS: Readonly<Record<TargetKind, { readonly name: string; readonly example: string }>> = {
  number: { name: 'Number', example: '+15550100199' },
  client: { name: 'Client', example: 'front-desk' },
  sip: { name: 'SIP', example: 'sip:desk@example.com' },
  whatsapp: { name: 'WhatsApp', example: '+15550100199' },
  sim: { name: 'SIM', example: 'DE…' },
  application: { name: 'TwiML app', example: 'AP…' },
};

/** Kinds most flows ring; a line can be changed to any other. */
const USUAL: readonly TargetKind[] = ['number', 'client', 'sip'];

/** Whom Dial rings, in order; each line opens to settings of its own. */
export function TargetsWidget(props: WidgetProps<readonly Target[], TargetsOptions>) {
  const { value = [], onChange, problems, options } = props;
  const kinds = options.kinds ?? TARGET_KINDS;
  return (
    <ListEditor
      items={value}
      noun="target"
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(target, index, parts) => (
        <TargetRow
          all={value}
          index={index}
          target={target}
          kinds={kinds}
          parts={parts}
          problems={problemsBelow(problems, `[${index}]`)}
          onChange={(next) => onChange(replaced(value, index, next))}
        />
      )}
      footer={(append) => (
        <div className="list-footer">
          {kinds
            .filter((kind) => USUAL.includes(kind))
            .map((kind) => (
              <button
                key={kind}
                type="button"
                className="plain-button is-small"
                aria-label={`Add ${WORDS[kind].name}`}
                onClick={() => append({ kind, to: '' })}
              >
                <Plus size={13} aria-hidden="true" /> {WORDS[kind].name}
              </button>
            ))}
        </div>
      )}
    />
  );
}

interface TargetRowProps {
  readonly all: readonly Target[];
  readonly index: number;
  readonly target: Target;
  readonly kinds: readonly TargetKind[];
  readonly parts: RowParts;
  readonly problems: readonly WidgetProblem[];
  readonly onChange: (target: Target) => void;
}

function TargetRow({ all, index, target, kinds, parts, problems, onChange }: TargetRowProps) {
  const id = useId();
  const inside = problems.filter(({ path }) => path !== 'to');
  const [opened, setOpened] = useState(false);
  const open = opened || inside.some(({ severity }) => severity === 'error');
  const isSet = Object.keys(target.attributes ?? {}).length > 0 || target.children !== undefined;
  const own = problems.filter(({ path }) => path === 'to');
  return (
    <>
      <div className="target">
        {parts.grip}
        <select
          className="control"
          aria-label={`Kind of target ${index + 1}`}
          value={target.kind}
          // What one kind takes another may not.
          onChange={(event) => onChange({ kind: event.target.value as TargetKind, to: target.to })}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {WORDS[kind].name}
            </option>
          ))}
        </select>
        <TemplateInput
          label={`Address of target ${index + 1}`}
          mono
          invalid={own.length > 0}
          placeholder={WORDS[target.kind].example}
          value={target.to}
          onChange={(to) => onChange({ ...target, to })}
        />
        <button
          type="button"
          className={`icon-button target-more ${isSet ? 'is-set' : ''}`}
          aria-expanded={open}
          aria-controls={id}
          aria-label={`Settings of target ${index + 1}`}
          title="Settings of this line"
          onClick={() => setOpened(!open)}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </button>
        {parts.remove}
      </div>
      <RowProblems problems={own} />
      {target.kind === 'client' && <ClientPhones to={target.to} onChoose={(to) => onChange({ ...target, to })} />}
      {open && (
        <div className="target-settings" id={id}>
          <TargetSettings id={id} all={all} index={index} target={target} problems={inside} onChange={onChange} />
        </div>
      )}
    </>
  );
}
