// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ApiFailure } from '../../../client/api/request.ts';
import { CallerIdWidget } from '../../../client/inspector/widgets/CallerIdWidget.tsx';
import { fromsStore } from '../../../client/state/froms.ts';

beforeEach(() => fromsStore.setState({ froms: null, error: null, load: () => {} }));
afterEach(cleanup);

function show(initial?: string) {
  const shown: { value: string | undefined } = { value: initial };
  function Host() {
    const [value, setValue] = useState(initial);
    return (
      <>
        <label htmlFor="field">Number they see</label>
        <CallerIdWidget
          id="field"
          label="Number they see"
          describedBy={undefined}
          value={value}
          options={{}}
          placeholder={undefined}
          invalid={false}
          problems={[]}
          onChange={(next) => {
            shown.value = next;
            setValue(next);
          }}
        />
      </>
    );
  }
  render(<Host />);
  return shown;
}

const openMenu = () => {
  fireEvent.keyDown(screen.getByRole('button', { name: /choose a number of the account/ }), { key: 'Enter' });
  return within(screen.getByRole('menu'));
};

it('offers the numbers and the verified caller IDs, and marks the one that is set', () => {
  fromsStore.setState({
    froms: {
      numbers: [{ phoneNumber: '+15550100101', friendlyName: 'Line 1' }],
      verified: [{ phoneNumber: '+15550100901', friendlyName: 'Office' }],
    },
  });
  const shown = show('+15550100901');
  const menu = openMenu();
  const rows = menu.getAllByRole('menuitemcheckbox');
  expect(rows.map((row) => [row.textContent, row.getAttribute('aria-checked')])).toEqual([
    ['+1 555 010 0101Line 1', 'false'],
    ['+1 555 010 0901Office', 'true'],
  ]);
  fireEvent.click(rows[0] as HTMLElement);
  expect(shown.value).toBe('+15550100101');
});

it('takes whatever is typed, also without an account', () => {
  const shown = show();
  fireEvent.change(screen.getByLabelText('Number they see'), { target: { value: '{{ call.From }}' } });
  expect(shown.value).toBe('{{ call.From }}');
  expect(openMenu().getByText(/Asking Twilio/)).toBeTruthy();
  cleanup();
  fromsStore.setState({ error: new ApiFailure(409, 'no-credentials', 'Set the Twilio account in Settings.') });
  show();
  const menu = openMenu();
  expect(menu.getByText('Set the Twilio account in Settings.')).toBeTruthy();
  expect(menu.getByRole('menuitem', { name: 'Open Settings' })).toBeTruthy();
});
