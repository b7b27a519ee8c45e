import { Plus, Table2 } from 'lucide-react';
import { useStore } from 'zustand';
import type { TableColumnOptions } from '../../../shared/fields/table.ts';
import type { FlowTable } from '../../../shared/flow/types.ts';
import { documentStore } from '../../state/document.ts';
import { uiStore } from '../../state/index.ts';
import { useWidgetContext, type WidgetProps } from '../widget.ts';

const NONE: Readonly<Record<string, FlowTable>> = {};

/** A table of the flow, with the way to its rows. */
export function TableWidget({ id, describedBy, invalid, value, onChange }: WidgetProps<string, object>) {
  const tables = useStore(documentStore, (state) => state.document.tables ?? NONE);
  const { openTable } = uiStore.getState();
  const add = (): void => {
    const name = documentStore.getState().addTable();
    onChange(name);
    openTable(name);
  };
  return (
    <div className="table-choice">
      <ChoiceOf
        id={id}
        describedBy={describedBy}
        invalid={invalid}
        value={value}
        names={Object.keys(tables)}
        empty={Object.keys(tables).length === 0 ? 'No table yet' : 'Choose a table'}
        onChange={onChange}
      />
      {value !== undefined && Object.hasOwn(tables, value) ? (
        <button type="button" className="plain-button is-small" onClick={() => openTable(value)}>
          <Table2 size={13} aria-hidden="true" /> Edit
        </button>
      ) : (
        <button type="button" className="plain-button is-small" onClick={add}>
          <Plus size={13} aria-hidden="true" /> New table
        </button>
      )}
    </div>
  );
}

/** A column of the table that the block names. */
export function TableColumnWidget(props: WidgetProps<string, TableColumnOptions>) {
  const { id, describedBy, invalid, value, options, onChange } = props;
  const { block } = useWidgetContext();
  const columns = useStore(documentStore, ({ document }) => {
    const name = block === null ? undefined : document.blocks[block]?.props[options.of ?? ''];
    return typeof name === 'string' ? document.tables?.[name]?.columns : undefined;
  });
  return (
    <ChoiceOf
      id={id}
      describedBy={describedBy}
      invalid={invalid}
      value={value}
      names={columns ?? []}
      empty={columns?.[0] === undefined ? 'The first column' : `${columns[0]}, the first one`}
      onChange={onChange}
    />
  );
}

interface ChoiceOfProps {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly value: string | undefined;
  readonly names: readonly string[];
  /** What choosing nothing means. */
  readonly empty: string;
  readonly onChange: (name: string | undefined) => void;
}

function ChoiceOf({ id, describedBy, invalid, value, names, empty, onChange }: ChoiceOfProps) {
  return (
    <select
      id={id}
      className={`control ${value === undefined ? 'is-placeholder' : ''}`}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">{empty}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
      {value !== undefined && !names.includes(value) && <option value={value}>{value}</option>}
    </select>
  );
}
