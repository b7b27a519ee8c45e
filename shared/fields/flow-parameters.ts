import { z } from 'zod';
import { VARIABLE_NAME } from '../flow/types.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';

/** A parameter of a flow, and the template that gives its value. */
export type FlowParameter = { readonly name: string; readonly value: string };

export interface FlowParametersOptions {
  /** While no flow is chosen, they are those of the flow that is edited. */
  readonly own?: boolean;
}

export const flowParametersKind: FieldKind<readonly FlowParameter[], FlowParametersOptions> = {
  kind: 'flowParameters',
  shape: () => z.array(z.strictObject({ name: z.string(), value: z.string() })),
  check: (value) =>
    value.flatMap(({ name }, index) => {
      const path = `[${index}].name`;
      if (name === '') return [missingValue('Name the parameter, or remove the line.', path)];
      if (!VARIABLE_NAME.test(name)) {
        return [badValue('A parameter is named with letters, digits and _, and starts with no digit.', path)];
      }
      if (value.findIndex((one) => one.name === name) === index) return [];
      return [badValue(`"${name}" is given twice; keep one line.`, path)];
    }),
  templates: (value) => value.map((item, index) => ({ text: item.value, path: `[${index}].value` })),
  evaluate: (value, render) => value.map((item) => ({ name: item.name, value: render(item.value) })),
};

/** Values that a called flow begins with. */
export const flowParameters = fieldOf(flowParametersKind);
