import { z } from 'zod';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

/** Another flow, by its id: the end of its addresses, the name of its file. Whether there is one is not the field's business. */
export const flowIdKind: FieldKind<string, object> = {
  kind: 'flowId',
  shape: () => z.string(),
  check: (value) =>
    value === '' || FLOW_ID.test(value)
      ? []
      : [
          badValue(
            `"${value.slice(0, 40)}" is no id of a flow: those have small letters, digits and dashes, as in after-hours.`,
          ),
        ],
};

/** One of the other flows. It is fixed before a call begins, so it is no template. */
export const flowId = fieldOf(flowIdKind);

const FLOW_ID = /^[a-z0-9][a-z0-9-]{0,127}$/;
