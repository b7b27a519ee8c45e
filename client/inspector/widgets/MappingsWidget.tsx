import { Plus } from 'lucide-react';
import type { Mapping, MappingsOptions } from '../../../shared/fields/mappings.ts';
import { problemsBelow, useWidgetContext, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { RowProblems } from './ListWidgets.tsx';

/** Variables, and where in the answer their values lie. */
export function MappingsWidget(props: WidgetProps<readonly Mapping[], MappingsOptions>) {
  const { value = [], onChange, problems, options } = props;
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
        row={(mapping, index, parts) => {
          const own = problemsBelow(problems, `[${index}]`);
          const control = (part: keyof Mapping, label: string, placeholder: string) => (
            <input
              className="control mono"
              list={part === 'variable' ? listId : undefined}
              aria-label={`${label} ${index + 1}`}
              aria-invalid={own.some(({ path }) => path === part) || undefined}
              placeholder={placeholder}
              spellCheck={false}
              autoComplete="off"
              value={mapping[part]}
              onChange={(event) => onChange(replaced(value, index, { ...mapping, [part]: event.target.value }))}
            />
          );
          return (
            <>
              <div className="assignment">
                {parts.grip}
                {control('variable', 'Variable', 'variable')}
                <span aria-hidden="true">=</span>
                {control('path', 'Path in the answer of variable', `${options.roots[0] ?? 'json'}.name`)}
                {parts.remove}
              </div>
              <RowProblems problems={own} />
            </>
          );
        }}
        footer={(append) => (
          <div className="list-footer">
            <button type="button" className="plain-button is-small" onClick={() => append({ variable: '', path: '' })}>
              <Plus size={13} aria-hidden="true" /> Keep a value
            </button>
          </div>
        )}
      />
    </>
  );
}
