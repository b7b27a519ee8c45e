// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { BuyDialog } from '../../../client/numbers/buy/BuyDialog.tsx';
import { answerWith } from '../support/api.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const PRICE = { monthly: '1.15', currency: 'USD' };
const NUMBER = {
  phoneNumber: '+15550100123',
  friendlyName: '(555) 010-0123',
  locality: null,
  region: null,
  country: 'US',
  type: 'local',
  capabilities: { voice: true, sms: true, mms: false, fax: false },
  addressRequirements: 'none',
  beta: false,
};

it('stays open while a number is being bought, so that what came of it is seen', async () => {
  let bought: (purchase: object) => void = () => {};
  answerWith({
    'GET /numbers/countries': { countries: [{ code: 'US', name: 'United States', beta: false, types: ['local'] }] },
    'GET /numbers/available': { numbers: [NUMBER], price: PRICE },
    'POST /numbers/purchases': new Promise<object>((resolve) => {
      bought = resolve;
    }),
    'GET /numbers': { numbers: [], gone: [], remarks: [] },
    'GET /numbers/operations': { operations: [] },
  });
  const onClose = vi.fn();
  render(<BuyDialog open onClose={onClose} onUse={() => {}} />);
  await screen.findByRole('option', { name: 'United States' });
  fireEvent.click(screen.getByRole('button', { name: 'Search' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Choose +1 555 010 0123' }));
  fireEvent.click(screen.getByRole('button', { name: /^Buy for/ }));
  await screen.findByRole('button', { name: 'Buying' });
  fireEvent.click(screen.getByLabelText('Close'));
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  expect(onClose).not.toHaveBeenCalled();
  bought({ id: 'one', ...NUMBER, price: PRICE, at: 0, state: 'bought', sid: `PN${'0'.repeat(32)}`, message: null });
  await screen.findByText(/is yours/);
  fireEvent.click(screen.getByLabelText('Close'));
  expect(onClose).toHaveBeenCalled();
});
