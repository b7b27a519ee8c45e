import { z } from 'zod';
import { fieldOf } from './make.ts';
import { templateTextKind } from './template-text.ts';

/** A language of the flow: its code, or a text that tells it during the call. Which ones there are is the flow's business. */
export const flowLanguageKind = templateTextKind<object>('flowLanguage', z.string());

/** One of the languages a flow speaks. */
export const flowLanguage = fieldOf(flowLanguageKind);
