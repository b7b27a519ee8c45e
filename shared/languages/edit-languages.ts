import { type FlowDocument, type FlowLanguage, LANGUAGE_CODE } from '../flow/types.ts';
import { languagesOf } from './languages-of.ts';

/** The flow with a further language; the same flow where it speaks that already, or the code is none. */
export function addLanguage(flow: FlowDocument, code: string): FlowDocument {
  if (!LANGUAGE_CODE.test(code) || languagesOf(flow).includes(code)) return flow;
  return { ...flow, languages: { ...flow.languages, [code]: {} } };
}

/** Changes how a further language is spoken; what is `undefined` is as Twilio has it. */
export function setLanguage(
  flow: FlowDocument,
  code: string,
  patch: { readonly [K in keyof FlowLanguage]?: FlowLanguage[K] | undefined },
): FlowDocument {
  const { languages = {} } = flow;
  if (!Object.hasOwn(languages, code)) return flow;
  const kept = Object.entries({ ...languages[code], ...patch }).filter(([, value]) => value !== undefined);
  return { ...flow, languages: { ...languages, [code]: Object.fromEntries(kept) } };
}

/** The flow without a further language and all its translations. */
export function removeLanguage(flow: FlowDocument, code: string): FlowDocument {
  const { languages = {}, translations = {}, ...rest } = flow;
  if (!Object.hasOwn(languages, code)) return flow;
  const { [code]: _language, ...others } = languages;
  const { [code]: _rows, ...kept } = translations;
  return {
    ...rest,
    ...(Object.keys(others).length > 0 && { languages: others }),
    ...(Object.keys(kept).length > 0 && { translations: kept }),
  };
}
