// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InspectorContext } from '../../../client/inspector/widget.ts';
import { TemplateInput } from '../../../client/inspector/widgets/TemplateInput.tsx';

afterEach(cleanup);

const completions = () => [
  { path: 'company', label: 'Variable (string)', group: 'variable' as const },
  { path: 'call.From', label: "Caller's number", group: 'call' as const },
  { path: 'call.To', label: 'Number that was called', group: 'call' as const },
];

function Host({ onChange, multiline = true }: { onChange: (text: string) => void; multiline?: boolean }) {
  const [value, setValue] = useState('');
  return (
    <InspectorContext
      value={{
        block: null,
        timezone: undefined,
        completions,
        variables: ['company'],
        parameters: [],
        languages: ['en-US'],
        language: undefined,
        voice: undefined,
        rest: () => {},
      }}
    >
      <TemplateInput
        label="Text"
        value={value}
        multiline={multiline}
        onChange={(next) => {
          setValue(next);
          onChange(next);
        }}
      />
    </InspectorContext>
  );
}

function type(text: string): HTMLTextAreaElement {
  const area = screen.getByLabelText<HTMLTextAreaElement>('Text');
  area.focus();
  fireEvent.change(area, { target: { value: text, selectionStart: text.length, selectionEnd: text.length } });
  return area;
}

const options = (): (string | null)[] =>
  screen.queryAllByRole('option').map((row) => row.querySelector('code')?.textContent ?? null);

describe('TemplateInput', () => {
  it('offers paths after {{ and inserts the one chosen by arrow keys', () => {
    const onChange = vi.fn();
    render(<Host onChange={onChange} />);
    const area = type('Hello {{');
    expect(options()).toEqual(['company', 'call.From', 'call.To']);
    fireEvent.keyDown(area, { key: 'ArrowDown' });
    const active = area.getAttribute('aria-activedescendant');
    expect(document.getElementById(active ?? '')?.textContent).toContain('call.From');
    fireEvent.keyDown(area, { key: 'Enter' });
    expect(onChange).toHaveBeenLastCalledWith('Hello {{ call.From }}');
    expect(options()).toEqual([]);
  });

  it('narrows the list while typing', () => {
    render(<Host onChange={() => {}} />);
    type('{{ call.');
    expect(options()).toEqual(['call.From', 'call.To']);
  });

  it('closes on Escape and lets nothing else hear of it', () => {
    const outside = vi.fn();
    window.addEventListener('keydown', outside);
    render(<Host onChange={() => {}} />);
    const area = type('{{');
    fireEvent.keyDown(area, { key: 'Escape' });
    expect(options()).toEqual([]);
    expect(outside).not.toHaveBeenCalled();
    fireEvent.keyDown(area, { key: 'Escape' });
    expect(outside).toHaveBeenCalledTimes(1);
    window.removeEventListener('keydown', outside);
  });

  it('keeps a text of one line on one line', () => {
    const onChange = vi.fn();
    render(<Host onChange={onChange} multiline={false} />);
    type('one\ntwo');
    expect(onChange).toHaveBeenLastCalledWith('one two');
  });
});
