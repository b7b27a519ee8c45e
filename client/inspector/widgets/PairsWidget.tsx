import { Plus } from 'lucide-react';
import type { Pair, PairsOptions } from '../../../shared/fields/pairs.ts';
import { problemsBelow, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { RowProblems } from './ListWidgets.tsx';
import { TemplateInput } from './TemplateInput.tsx';

/** Names and values, a row each. */
export function PairsWidget(props: WidgetProps<readonly Pair[], PairsOptions>) {
  const { value = [], onChange, problems, options } = props;
  const { noun } = options;
  const example = EXAMPLES[noun] ?? { name: 'name', value: 'value' };
  return (
    <ListEditor
      items={value}
      noun={noun}
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(pair, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        return (
          <>
            <div className="assignment">
              {parts.grip}
              <input
                className="control mono"
                aria-label={`Name of ${noun} ${index + 1}`}
                aria-invalid={own.some(({ path }) => path === 'name') || undefined}
                placeholder={example.name}
                spellCheck={false}
                autoComplete="off"
                value={pair.name}
                onChange={(event) => onChange(replaced(value, index, { ...pair, name: event.target.value }))}
              />
              <span aria-hidden="true">{options.names === 'header' ? ':' : '='}</span>
              <TemplateInput
                label={`Value of ${noun} ${index + 1}`}
                placeholder={example.value}
                mono
                invalid={own.some(({ path }) => path === 'value')}
                value={pair.value}
                onChange={(text) => onChange(replaced(value, index, { ...pair, value: text }))}
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
            <Plus size={13} aria-hidden="true" /> Add {noun}
          </button>
        </div>
      )}
    />
  );
}

const EXAMPLES: Readonly<Record<string, Pair>> = {
  header: { name: 'X-Api-Key', value: '{{ secrets.NAME }}' },
  parameter: { name: 'name', value: '{{ … }}' },
};
