import { memo } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import type { Json } from '../../shared/flow/types.ts';
import { documentStore } from '../state/document.ts';
import { FieldRow, noteId } from './FieldRow.tsx';
import type { WidgetProblem } from './widget.ts';
import { widgetFor } from './widgets/index.ts';

interface BlockFieldProps {
  readonly block: string;
  readonly name: string;
  readonly field: Field;
  readonly value: Json | undefined;
  readonly problems: readonly WidgetProblem[];
}

/** One field of a block: its words, its widget, its problem. */
export const BlockField = memo(
  function BlockField({ block, name, field, value, problems }: BlockFieldProps) {
    const id = `field-${name}`;
    const { Widget, composite } = widgetFor(field.kind.kind);
    const own = problems.find((problem) => problem.path === '') ?? (composite ? undefined : problems[0]);
    const deprecated = field.deprecated;
    return (
      <FieldRow
        id={id}
        label={field.label}
        term={field.term}
        hint={field.hint}
        problem={own}
        deprecated={deprecated}
        undocumented={field.undocumented}
        required={field.required}
        composite={composite}
      >
        <Widget
          id={id}
          label={field.label}
          kind={field.kind.kind}
          describedBy={own || field.hint || deprecated ? noteId(id) : undefined}
          value={value}
          options={field.options}
          placeholder={field.placeholder}
          invalid={own?.severity === 'error'}
          problems={problems}
          onChange={(next) => documentStore.getState().setProps(block, { [name]: next as Json | undefined })}
        />
      </FieldRow>
    );
  },
  (before, after) =>
    before.block === after.block &&
    before.field === after.field &&
    before.value === after.value &&
    sameProblems(before.problems, after.problems),
);

function sameProblems(before: readonly WidgetProblem[], after: readonly WidgetProblem[]): boolean {
  return before.length === after.length && before.every((one, index) => one === after[index]);
}
