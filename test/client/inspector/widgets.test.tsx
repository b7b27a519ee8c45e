// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { type ComponentType, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WidgetProblem, WidgetProps } from '../../../client/inspector/widget.ts';
import { widgetFor } from '../../../client/inspector/widgets/index.ts';
import { freshChoice } from '../../../client/inspector/widgets/MenuChoicesWidget.tsx';
import { fieldKinds } from '../../../shared/fields/index.ts';

afterEach(cleanup);

interface Shown {
  /** The value as it is stored now. */
  value: unknown;
}

/** Draws the widget of a kind with a value that lives as it does in the inspector. */
function show(kind: string, value?: unknown, more: { options?: object; problems?: WidgetProblem[] } = {}): Shown {
  const shown: Shown = { value };
  const Widget = widgetFor(kind).Widget as ComponentType<WidgetProps>;
  function Host() {
    const [current, setCurrent] = useState(value);
    return (
      <Widget
        id="field"
        label="Field"
        kind={kind}
        describedBy={undefined}
        placeholder={undefined}
        invalid={false}
        options={more.options ?? {}}
        problems={more.problems ?? []}
        value={current}
        onChange={(next) => {
          shown.value = next;
          setCurrent(next);
        }}
      />
    );
  }
  render(<Host />);
  return shown;
}

const type = (label: string, text: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
};

describe('widgets', () => {
  it('exist for every field kind, which draws without a value', () => {
    for (const { kind } of fieldKinds) {
      show(kind, undefined, kind === 'nouns' ? { options: { parent: 'Connect' } } : {});
      cleanup();
    }
    expect(() => widgetFor('unheard-of')).toThrow('unheard-of');
  });
});

describe('prompts', () => {
  it('starts as one empty text that stores nothing until something is typed', () => {
    const shown = show('prompts');
    type('Field', 'Welcome');
    expect(shown.value).toEqual([{ say: 'Welcome' }]);
    type('Field', '');
    expect(shown.value).toBeUndefined();
  });

  it('adds a sound and a silence, moves them with the arrow keys, and removes them', () => {
    const shown = show('prompts', [{ say: 'Welcome' }]);
    fireEvent.click(screen.getByLabelText('Add Play'));
    fireEvent.click(screen.getByLabelText('Add Pause'));
    expect(shown.value).toEqual([{ say: 'Welcome' }, { play: '' }, { pause: '' }]);
    fireEvent.keyDown(screen.getByLabelText('Move prompt 3 of 3'), { key: 'ArrowUp' });
    expect(shown.value).toEqual([{ say: 'Welcome' }, { pause: '' }, { play: '' }]);
    fireEvent.click(screen.getByLabelText('Remove prompt 1'));
    expect(shown.value).toEqual([{ pause: '' }, { play: '' }]);
  });

  it('keeps settings of one prompt with that prompt when it moves', () => {
    const shown = show('prompts', [{ say: 'one', loop: 2 }, { say: 'two' }]);
    fireEvent.click(screen.getAllByLabelText('Voice, language and SSML')[0] as HTMLElement);
    fireEvent.keyDown(screen.getByLabelText('Move prompt 1 of 2'), { key: 'ArrowDown' });
    fireEvent.change(screen.getByLabelText('Times'), { target: { value: '3' } });
    expect(shown.value).toEqual([{ say: 'two' }, { say: 'one', loop: 3 }]);
  });

  it('says at the prompt what is wrong with it', () => {
    const problem: WidgetProblem = { path: '[1].play', severity: 'error', message: 'Give the address.' };
    show('prompts', [{ say: 'one' }, { play: '' }], { problems: [problem] });
    const input = screen.getByLabelText('Field, 2 of 2: address of the sound');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const described = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('Give the address.');
  });
});

describe('addresses that answer with TwiML', () => {
  const options = { runs: 'enqueueWait' };
  const choose = (value: string): void => {
    fireEvent.change(screen.getByRole('combobox'), { target: { value } });
  };

  it('are blocks of this flow, an address, silence or whatever Twilio plays', () => {
    const shown = show('documentUrl', undefined, { options });
    choose('blocks');
    expect(shown.value).toEqual({ exit: 'waiting' });
    choose('silence');
    expect(shown.value).toBe('');
    choose('url');
    expect(shown.value).toBeUndefined();
    type('Field: web address', 'https://example.com/music');
    expect(shown.value).toBe('https://example.com/music');
    type('Field: web address', '');
    expect(shown.value).toBeUndefined();
    choose('');
    expect(screen.queryByLabelText('Field: web address')).toBeNull();
  });

  it('offer silence only where somebody waits', () => {
    show('documentUrl', undefined, { options: { runs: 'screening' } });
    expect([...screen.getByRole('combobox').children].map((one) => one.textContent)).toEqual([
      'Nothing',
      'Blocks of this flow',
      'A web address',
    ]);
  });
});

describe('targets', () => {
  const two = [
    { kind: 'number', to: '+15550100111', attributes: { url: { exit: 'whisper1' } } },
    { kind: 'client', to: 'desk' },
  ];
  const open = (line: number): void => {
    fireEvent.click(screen.getByLabelText(`Settings of target ${line}`));
  };
  const whisper = (): HTMLElement => screen.getByLabelText('Before joining, whoever answers hears');

  it('show whom to ring; the settings of a line open and are kept with it', () => {
    const shown = show('targets', [{ kind: 'number', to: '+15550100111' }]);
    expect(screen.queryByLabelText('Keys to press once answered')).toBeNull();
    open(1);
    type('Keys to press once answered', 'ww7');
    expect(shown.value).toEqual([{ kind: 'number', to: '+15550100111', attributes: { sendDigits: 'ww7' } }]);
    type('Keys to press once answered', '');
    expect(shown.value).toEqual([{ kind: 'number', to: '+15550100111' }]);
  });

  it('lead to an exit of their own or to that of another line', () => {
    const shown = show('targets', two);
    open(2);
    fireEvent.change(whisper(), { target: { value: 'blocks' } });
    expect(shown.value).toEqual([two[0], { ...two[1], attributes: { url: { exit: 'whisper2' } } }]);
    fireEvent.change(whisper(), { target: { value: 'exit:whisper1' } });
    expect(shown.value).toEqual([two[0], { ...two[1], attributes: { url: { exit: 'whisper1' } } }]);
  });

  it('keep nothing that another kind cannot have', () => {
    const shown = show('targets', two);
    fireEvent.change(screen.getByLabelText('Kind of target 1'), { target: { value: 'sim' } });
    expect(shown.value).toEqual([{ kind: 'sim', to: '+15550100111' }, two[1]]);
  });
});

describe('menu choices', () => {
  const two = [
    { id: '1', key: '1', label: 'Sales', phrases: ['sales', 'buy'] },
    { id: '2', key: '2', label: 'Support', phrases: [] },
  ];

  it('keeps ids while keys and names change, so that cords stay connected', () => {
    const shown = show('menuChoices', two);
    type('Key of choice 1', '9');
    type('Name of choice 1', 'Shop');
    expect(shown.value).toEqual([{ id: '1', key: '9', label: 'Shop', phrases: ['sales', 'buy'] }, two[1]]);
  });

  it('lets people type phrases with commas, one character after the other', () => {
    const shown = show('menuChoices', two);
    const input = screen.getByLabelText<HTMLTextAreaElement>('Words to say for choice 2');
    for (const text of ['help', 'help,', 'help, ', 'help, support']) {
      fireEvent.change(input, { target: { value: text } });
      expect(input.value).toBe(text);
    }
    expect(shown.value).toEqual([two[0], { ...two[1], phrases: ['help', 'support'] }]);
  });

  it('adds choices with free keys and ids, whatever was there before', () => {
    const shown = show('menuChoices', two);
    fireEvent.click(screen.getByText('Add choice'));
    expect((shown.value as typeof two)[2]).toEqual({ id: 'choice3', key: '3', label: '', phrases: [] });
    expect(freshChoice([{ id: 'choice2', key: '1', label: '', phrases: [] }])).toMatchObject({
      id: 'choice3',
      key: '2',
    });
    expect(freshChoice([...'1234567890*#'].map((key) => ({ id: key, key, label: '', phrases: [] }))).key).toBe('');
  });

  it('selects the proposed key of a new choice, so that typing replaces it', async () => {
    show('menuChoices', two);
    fireEvent.click(screen.getByText('Add choice'));
    const key = screen.getByLabelText<HTMLInputElement>('Key of choice 3');
    await vi.waitFor(() => expect(document.activeElement).toBe(key));
    expect([key.selectionStart, key.selectionEnd]).toEqual([0, 1]);
  });

  it('moves and removes choices', () => {
    const shown = show('menuChoices', two);
    fireEvent.keyDown(screen.getByLabelText('Move choice 2 of 2'), { key: 'ArrowUp' });
    expect(shown.value).toEqual([two[1], two[0]]);
    fireEvent.click(screen.getByLabelText('Remove choice 2'));
    expect(shown.value).toEqual([two[1]]);
  });
});

describe('numbers', () => {
  it('stores plain digits as a number, an expression as text, and emptiness as nothing', () => {
    const shown = show('number', undefined, { options: { unit: 's', min: 1 } });
    const input = document.getElementById('field') as HTMLTextAreaElement;
    for (const [typed, stored] of [
      ['5', 5],
      ['{{ wait }}', '{{ wait }}'],
      ['05', '05'],
      ['', undefined],
    ] as const) {
      fireEvent.change(input, { target: { value: typed } });
      expect(shown.value).toBe(stored);
    }
  });

  it('counts with the arrow keys within its bounds', () => {
    const shown = show('number', 2, { options: { min: 1, max: 3 } });
    const input = document.getElementById('field') as HTMLTextAreaElement;
    for (let press = 0; press < 3; press++) fireEvent.keyDown(input, { key: 'ArrowUp' });
    expect(shown.value).toBe(3);
    for (let press = 0; press < 5; press++) fireEvent.keyDown(input, { key: 'ArrowDown' });
    expect(shown.value).toBe(1);
  });
});

describe('small widgets', () => {
  it('unsets a switch that is put back to what holds anyway', () => {
    const shown = show('boolean', undefined, { options: { default: true } });
    fireEvent.click(screen.getByRole('switch'));
    expect(shown.value).toBe(false);
    fireEvent.click(screen.getByRole('switch'));
    expect(shown.value).toBeUndefined();
  });

  it('tells yes and no from not set where an attribute is written', () => {
    const shown = show('boolean', undefined, { options: { default: true, threeWay: true } });
    const select = document.getElementById('field') as HTMLSelectElement;
    expect(select.selectedOptions[0]?.textContent).toBe('Yes, by default');
    for (const [chosen, stored] of [
      ['true', true],
      ['false', false],
      ['', undefined],
    ] as const) {
      fireEvent.change(select, { target: { value: chosen } });
      expect(shown.value).toBe(stored);
    }
    cleanup();
    show('boolean', undefined, { options: { threeWay: true } });
    expect((document.getElementById('field') as HTMLSelectElement).selectedOptions[0]?.textContent).toBe('Not set');
  });

  it('stores several values in the order of the list', () => {
    const values = ['initiated', 'ringing', 'answered'].map((value) => ({ value, label: value }));
    const shown = show('choices', undefined, { options: { values } });
    fireEvent.click(screen.getByLabelText('answered'));
    fireEvent.click(screen.getByLabelText('initiated'));
    expect(shown.value).toEqual(['initiated', 'answered']);
  });

  it('rings targets of the kinds a block allows', () => {
    const shown = show('targets', undefined, { options: { kinds: ['number', 'sip'] } });
    expect(screen.queryByLabelText('Add Client')).toBeNull();
    fireEvent.click(screen.getByLabelText('Add Number'));
    type('Address of target 1', '+15550100199');
    expect(shown.value).toEqual([{ kind: 'number', to: '+15550100199' }]);
  });

  it('sets variables', () => {
    const shown = show('assignments');
    fireEvent.click(screen.getByText('Set a variable'));
    type('Variable 1', 'company');
    type('Value of variable 1', 'Acme');
    expect(shown.value).toEqual([{ name: 'company', value: 'Acme' }]);
  });
});

describe('nouns', () => {
  it('adds what TwiML allows there, sets its attributes and unsets them again', () => {
    const shown = show('nouns', undefined, { options: { parent: 'Connect', max: 1 } });
    fireEvent.click(screen.getByLabelText('Add ConversationRelay'));
    expect(shown.value).toEqual([{ tag: 'ConversationRelay' }]);
    expect(screen.queryByLabelText('Add Stream')).toBeNull();
    type('Address of your agent', 'wss://agent.example.com');
    fireEvent.click(screen.getByLabelText('Add Parameter'));
    type('Name', 'caller');
    expect(shown.value).toEqual([
      {
        tag: 'ConversationRelay',
        attributes: { url: 'wss://agent.example.com' },
        children: [{ tag: 'Parameter', attributes: { name: 'caller' } }],
      },
    ]);
    type('Address of your agent', '');
    fireEvent.click(screen.getAllByLabelText('Remove element 1')[1] as HTMLElement);
    expect(shown.value).toEqual([{ tag: 'ConversationRelay' }]);
    fireEvent.click(screen.getByLabelText('Remove element 1'));
    expect(shown.value).toBeUndefined();
  });

  it('keeps attributes and elements that TwiML does not know until they are removed', () => {
    const value = [{ tag: 'Stream', attributes: { url: '', colour: 'red' }, children: [{ tag: 'Odd', text: 'x' }] }];
    const shown = show('nouns', value, {
      options: { parent: 'Start' },
      problems: [{ path: '[0].attributes.colour', severity: 'error', message: 'Stream has no attribute colour.' }],
    });
    expect(screen.getByText('Stream has no attribute colour.')).toBeTruthy();
    expect(screen.getByText('Odd')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Remove colour'));
    expect(shown.value).toEqual([{ tag: 'Stream', attributes: { url: '' }, children: [{ tag: 'Odd', text: 'x' }] }]);
  });

  it('shows a template where yes or no is expected as text', () => {
    const value = [{ tag: 'Transcription', attributes: { name: 'a', partialResults: '{{ partial }}' } }];
    show('nouns', value, { options: { parent: 'Start' } });
    fireEvent.click(screen.getByText('Transcription'));
    fireEvent.click(screen.getByText('More'));
    expect(screen.getByDisplayValue('{{ partial }}')).toBeTruthy();
  });
});
