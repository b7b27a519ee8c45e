import { useState } from 'react';
import { typedFlow } from '../../../shared/variables/typed-flow.ts';
import { documentStore } from '../../state/document.ts';
import { useDocument } from '../../state/hooks.ts';
import { FieldRow, noteId } from '../FieldRow.tsx';
import { BooleanWidget } from '../widgets/ChoiceWidgets.tsx';

const ID = 'flow-typedVariables';
const LABEL = 'Variables keep their type';
const ON =
  'What blocks set becomes of the variable’s type: “5” a number, JSON an object or a list. What cannot leaves the old value, and a note in the call’s log. Objects and lists print as JSON.';
const OFF =
  'Blocks set what they say, whatever a variable’s type. Switched on, “5” becomes a number, and JSON an object or a list; what cannot leaves the old value, and a note in the call’s log; and texts print objects and lists as JSON. Versions that are published stay as they are.';

/** Whether values become of their variable's type as they are set; flows from before are asked. */
export function TypedSetting() {
  const on = useDocument((state) => state.document.settings.typedVariables === true);
  const variables = useDocument((state) => state.document.variables);
  const [tried, setTried] = useState<unknown>();
  const { setSettings, restore, document } = documentStore.getState();
  const typed = typedFlow(document);
  const refused = !on && tried === variables && 'problem' in typed ? typed.problem : undefined;
  const change = (): void => {
    if (on) setSettings({ typedVariables: undefined } as object);
    else if ('flow' in typed) restore(typed.flow);
    else setTried(variables);
  };
  return (
    <div className="variable-typed">
      <FieldRow
        id={ID}
        label={LABEL}
        hint={on ? ON : OFF}
        problem={refused === undefined ? undefined : { severity: 'error', message: `Not switched on. ${refused}` }}
      >
        <BooleanWidget
          id={ID}
          label={LABEL}
          describedBy={noteId(ID)}
          invalid={refused !== undefined}
          problems={[]}
          placeholder={undefined}
          options={{}}
          value={on}
          onChange={change}
        />
      </FieldRow>
    </div>
  );
}
