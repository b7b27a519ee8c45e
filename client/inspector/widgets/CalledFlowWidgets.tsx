import { ExternalLink, Plus } from 'lucide-react';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { returnsOf } from '../../../shared/check/called-flows.ts';
import type { FlowParameter, FlowParametersOptions } from '../../../shared/fields/flow-parameters.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { useCalled } from '../../state/called.ts';
import { useEnvironments } from '../../state/environments.ts';
import { useDocument, useFlow } from '../../state/hooks.ts';
import { goTo } from '../../state/route.ts';
import { problemsBelow, useWidgetContext, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { RowProblems } from './RowList.tsx';
import { SearchSelect } from './SearchSelect.tsx';
import { TemplateInput } from './TemplateInput.tsx';

/** Another flow: chosen from a list, and a way to it. */
export function FlowIdWidget(props: WidgetProps<string, object>) {
  const { id, label, describedBy, value, placeholder, invalid, onChange } = props;
  const { flows, called, refresh } = useCalled();
  const own = useDocument((state) => state.flowId);
  const others = Object.entries(flows ?? {})
    .filter(([flow]) => flow !== own)
    .map(([flow, name]) => ({ value: flow, label: name, term: flow }));
  // Where none is fine, too, there is a way back to it.
  const options = placeholder === undefined ? others : [{ value: '', label: placeholder, term: '' }, ...others];
  const kept = useFlow((state) => state.calls);
  const { tried } = useEnvironments();
  const version = called.versions.find((one) => one.flow === value && one.version === called.calls[one.flow]);
  return (
    <div className="called-flow">
      <div className="called-flow-row">
        <SearchSelect
          id={id}
          label={label}
          describedBy={describedBy}
          invalid={invalid}
          placeholder={placeholder ?? 'Choose a flow'}
          value={value || undefined}
          display={value ? (flows?.[value] ?? value) : undefined}
          options={options}
          onOpen={() => void refresh()}
          onChange={(flow) => onChange(flow || undefined)}
        />
        {value && flows?.[value] !== undefined && (
          <button
            type="button"
            className="icon-button"
            aria-label={`Open ${flows[value]}`}
            title="Open it"
            onClick={() => goTo({ page: 'designer', flow: value })}
          >
            <ExternalLink size={15} aria-hidden="true" />
          </button>
        )}
      </div>
      {version && (
        <small>
          {throughWords(version.version, tried === LIVE ? kept[version.flow] : undefined)}
          {version.ahead ? '; its draft has changed since and is not used.' : '.'}
        </small>
      )}
    </div>
  );
}

/** @param now version that callers go through as long as the flow is not published again */
function throughWords(version: number, now: number | undefined): string {
  if (now === undefined || now === version) return `Callers go through version ${version} of it`;
  return `Callers go through version ${now} of it, and through version ${version} once this flow is published again`;
}

/** Values that the called flow begins with. */
export function FlowParametersWidget(props: WidgetProps<readonly FlowParameter[], FlowParametersOptions>) {
  const { value = [], onChange, problems, options } = props;
  const called = useCalledDocument();
  const { block, variables } = useWidgetContext();
  const isOwn = useDocument(({ document }) => options.own && !document.blocks[block ?? '']?.props.flow);
  const parameters = Object.entries(called?.variables ?? {}).flatMap(([name, { scope }]) =>
    scope === 'parameter' ? [name] : [],
  );
  const declared = isOwn ? variables : parameters;
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
          {declared
            .filter((name) => !value.some((parameter) => parameter.name === name))
            .map((name) => (
              <button
                key={name}
                type="button"
                className="plain-button is-small mono"
                onClick={() => append({ name, value: '' })}
              >
                <Plus size={13} aria-hidden="true" /> {name}
              </button>
            ))}
        </div>
      )}
    />
  );
}

/** Names of what may come of the called flow. */
export function OutcomesWidget(props: WidgetProps<readonly string[], object>) {
  const { value = [], onChange, problems } = props;
  const called = useCalledDocument();
  const given = (called ? returnsOf(called, blockTypes) : []).filter((name) => name !== '' && name !== 'done');
  const others = given.filter((name) => !value.includes(name));
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
          {others.length > 0 && (
            <button type="button" className="plain-button is-small" onClick={() => onChange([...value, ...others])}>
              Take over {others.join(', ')}
            </button>
          )}
        </div>
      )}
    />
  );
}

/** The version of the chosen flow that callers go through, where it is known. */
function useCalledDocument(): FlowDocument | undefined {
  const { called } = useCalled();
  const { block } = useWidgetContext();
  const flow = useDocument(({ document }) => (block === null ? undefined : document.blocks[block]?.props.flow));
  const id = typeof flow === 'string' ? flow : '';
  return called.versions.find((one) => one.flow === id && one.version === called.calls[id])?.document;
}
