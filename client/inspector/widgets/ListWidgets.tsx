import type { Assignment } from '../../../shared/fields/assignments.ts';
import type { Mapping, MappingsOptions } from '../../../shared/fields/mappings.ts';
import type { Pair, PairsOptions } from '../../../shared/fields/pairs.ts';
import type { WidgetProps } from '../widget.ts';
import { NameInput, RowList, VariableNames } from './RowList.tsx';
import { TemplateInput } from './TemplateInput.tsx';

/** Variables and what they are set to, in order. */
export function AssignmentsWidget(props: WidgetProps<readonly Assignment[], object>) {
  const names = `${props.id}-names`;
  return (
    <>
      <VariableNames id={names} />
      <RowList
        {...props}
        noun="variable"
        add="Set a variable"
        blank={{ name: '', value: '' }}
        controls={({ item, number, change, isWrong }) => (
          <>
            <NameInput
              label={`Variable ${number}`}
              list={names}
              placeholder="name"
              invalid={isWrong('name')}
              value={item.name}
              onChange={(name) => change({ ...item, name: name.trim() })}
            />
            <span aria-hidden="true">=</span>
            <TemplateInput
              label={`Value of variable ${number}`}
              placeholder="value"
              invalid={isWrong('value')}
              value={item.value}
              onChange={(value) => change({ ...item, value })}
            />
          </>
        )}
      />
    </>
  );
}

/** Names and values, a row each. */
export function PairsWidget(props: WidgetProps<readonly Pair[], PairsOptions>) {
  const { noun, names } = props.options;
  const example = EXAMPLES[noun] ?? { name: 'name', value: 'value' };
  return (
    <RowList
      {...props}
      noun={noun}
      add={`Add ${noun}`}
      blank={{ name: '', value: '' }}
      controls={({ item, number, change, isWrong }) => (
        <>
          <NameInput
            label={`Name of ${noun} ${number}`}
            placeholder={example.name}
            invalid={isWrong('name')}
            value={item.name}
            onChange={(name) => change({ ...item, name })}
          />
          <span aria-hidden="true">{names === 'header' ? ':' : '='}</span>
          <TemplateInput
            label={`Value of ${noun} ${number}`}
            placeholder={example.value}
            mono
            invalid={isWrong('value')}
            value={item.value}
            onChange={(value) => change({ ...item, value })}
          />
        </>
      )}
    />
  );
}

const EXAMPLES: Readonly<Record<string, Pair>> = {
  header: { name: 'X-Api-Key', value: '{{ secrets.NAME }}' },
  parameter: { name: 'name', value: '{{ … }}' },
};

/** Variables, and where in the answer or the result their values lie. */
export function MappingsWidget(props: WidgetProps<readonly Mapping[], MappingsOptions>) {
  const names = `${props.id}-names`;
  const { of, example } = props.options;
  return (
    <>
      <VariableNames id={names} />
      <RowList
        {...props}
        noun="variable"
        add="Keep a value"
        blank={{ variable: '', path: '' }}
        controls={({ item, number, change, isWrong }) => (
          <>
            <NameInput
              label={`Variable ${number}`}
              list={names}
              placeholder="variable"
              invalid={isWrong('variable')}
              value={item.variable}
              onChange={(variable) => change({ ...item, variable })}
            />
            <span aria-hidden="true">=</span>
            <NameInput
              label={`Path in the ${of} of variable ${number}`}
              placeholder={example}
              invalid={isWrong('path')}
              value={item.path}
              onChange={(path) => change({ ...item, path })}
            />
          </>
        )}
      />
    </>
  );
}

/** A list of web addresses. */
export function UrlsWidget(props: WidgetProps<readonly string[], object>) {
  return (
    <RowList
      {...props}
      noun="address"
      add="Add address"
      blank=""
      layout="url-row"
      controls={({ item, number, change, isWrong }) => (
        <TemplateInput
          label={`Address ${number}`}
          mono
          invalid={isWrong()}
          placeholder="https://example.com/picture.jpg"
          value={item}
          onChange={change}
        />
      )}
    />
  );
}
