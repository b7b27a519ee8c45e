import { Plus } from 'lucide-react';
import type { FlowParameter } from '../../../shared/fields/flow-parameters.ts';
import { problemsBelow, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { RowProblems } from './RowList.tsx';
import { TemplateInput } from './TemplateInput.tsx';

/** Another flow, by its id. */
export function FlowIdWidget({ id, describedBy, value, invalid, onChange }: WidgetProps<string, object>) {
  return (
    <input
      id={id}
      className="control mono"
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      placeholder="after-hours"
      spellCheck={false}
      autoComplete="off"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value.trim() || undefined)}
    />
  );
}

/** Values that the called flow begins with. */
export function FlowParametersWidget(props: WidgetProps<readonly FlowParameter[], object>) {
  const { value = [], onChange, problems } = props;
  return (
    <ListEditor
      items={value}
      noun="parameter"
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(parameter, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        return (
          <>
            <div className="assignment">
              {parts.grip}
              <input
                className="control mono"
                aria-label={`Parameter ${index + 1}`}
                aria-invalid={own.some(({ path }) => path === 'name') || undefined}
                placeholder="name"
                spellCheck={false}
                autoComplete="off"
                value={parameter.name}
                onChange={(event) =>
                  onChange(replaced(value, index, { ...parameter, name: event.target.value.trim() }))
                }
              />
              <span aria-hidden="true">=</span>
              <TemplateInput
                label={`Value of parameter ${index + 1}`}
                placeholder="value"
                invalid={own.some(({ path }) => path === 'value')}
                value={parameter.value}
                onChange={(text) => onChange(replaced(value, index, { ...parameter, value: text }))}
              />
              {parts.remove}
            </div>
            <RowProblems problems={own} />
          </>
        );
      }}
      footer={(append) => (
        <div className="list-footer">
          <button type="button" className="plain-button is-small" onClick={() => append({ name: '', value: '' })}>
            <Plus size={13} aria-hidden="true" /> Add parameter
          </button>
        </div>
      )}
    />
  );
}

/** Names of what may come of the called flow. */
export function OutcomesWidget(props: WidgetProps<readonly string[], object>) {
  const { value = [], onChange, problems } = props;
  return (
    <ListEditor
      items={value}
      noun="outcome"
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(outcome, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        return (
          <>
            <div className="url-row">
              {parts.grip}
              <input
                className="control mono"
                aria-label={`Outcome ${index + 1}`}
                aria-invalid={own.length > 0 || undefined}
                placeholder="closed"
                spellCheck={false}
                autoComplete="off"
                value={outcome}
                onChange={(event) => onChange(replaced(value, index, event.target.value.trim()))}
              />
              {parts.remove}
            </div>
            <RowProblems problems={own} />
          </>
        );
      }}
      footer={(append) => (
        <div className="list-footer">
          <button type="button" className="plain-button is-small" onClick={() => append('')}>
            <Plus size={13} aria-hidden="true" /> Add outcome
          </button>
        </div>
      )}
    />
  );
}
