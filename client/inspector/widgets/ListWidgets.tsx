import { Plus } from 'lucide-react';
import type { Assignment } from '../../../shared/fields/assignments.ts';
import { problemsBelow, useWidgetContext, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { TemplateInput } from './TemplateInput.tsx';

/** Variables and what they are set to, in order. */
export function AssignmentsWidget(props: WidgetProps<readonly Assignment[], object>) {
  const { value = [], onChange, problems } = props;
  const { variables } = useWidgetContext();
  const listId = `${props.id}-names`;
  return (
    <>
      <datalist id={listId}>
        {variables.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <ListEditor
        items={value}
        noun="variable"
        onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        row={(assignment, index, parts) => {
          const own = problemsBelow(problems, `[${index}]`);
          return (
            <>
              <div className="assignment">
                {parts.grip}
                <input
                  className="control mono"
                  list={listId}
                  aria-label={`Variable ${index + 1}`}
                  aria-invalid={own.some(({ path }) => path === 'name') || undefined}
                  placeholder="name"
                  spellCheck={false}
                  autoComplete="off"
                  value={assignment.name}
                  onChange={(event) =>
                    onChange(replaced(value, index, { ...assignment, name: event.target.value.trim() }))
                  }
                />
                <span aria-hidden="true">=</span>
                <TemplateInput
                  label={`Value of variable ${index + 1}`}
                  placeholder="value"
                  invalid={own.some(({ path }) => path === 'value')}
                  value={assignment.value}
                  onChange={(text) => onChange(replaced(value, index, { ...assignment, value: text }))}
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
              <Plus size={13} aria-hidden="true" /> Set a variable
            </button>
          </div>
        )}
      />
    </>
  );
}

/** A list of web addresses. */
export function UrlsWidget(props: WidgetProps<readonly string[], object>) {
  const { value = [], onChange, problems } = props;
  return (
    <ListEditor
      items={value}
      noun="address"
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(url, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        return (
          <>
            <div className="url-row">
              {parts.grip}
              <TemplateInput
                label={`Address ${index + 1}`}
                mono
                invalid={own.length > 0}
                placeholder="https://example.com/picture.jpg"
                value={url}
                onChange={(next) => onChange(replaced(value, index, next))}
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
            <Plus size={13} aria-hidden="true" /> Add address
          </button>
        </div>
      )}
    />
  );
}

/** What is wrong with a row, below it. */
export function RowProblems({ problems }: { problems: readonly WidgetProblem[] }) {
  return problems.map((problem) => (
    <p key={problem.path + problem.message} className={`field-note row-note is-${problem.severity}`}>
      {problem.message}
    </p>
  ));
}
