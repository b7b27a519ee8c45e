import { z } from 'zod';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { templateTextKind } from './template-text.ts';

export const digitsKind = templateTextKind<object>('digits', z.string(), (value) =>
  /^[0-9A-Dw*#W]+$/.test(value)
    ? []
    : [badValue('Expected keypad tones only: 0-9, A-D, * and #, with w to wait half a second and W a whole one.')],
);

/** Keypad tones to send, with waits between them. */
export const digits = fieldOf(digitsKind);
