import { assignmentsKind } from './assignments.ts';
import { booleanKind } from './boolean.ts';
import { branchesKind } from './branches.ts';
import { callerIdKind } from './caller-id.ts';
import { choiceKind } from './choice.ts';
import { choicesKind } from './choices.ts';
import { codeKind } from './code.ts';
import { dealingKind } from './dealing.ts';
import { digitsKind } from './digits.ts';
import { documentUrlKind } from './document-url.ts';
import { exceptionsKind } from './exceptions.ts';
import type { FieldKind } from './field.ts';
import { flowIdKind } from './flow-id.ts';
import { flowLanguageKind } from './flow-language.ts';
import { flowParametersKind } from './flow-parameters.ts';
import { holidaysKind } from './holidays.ts';
import { keyKind } from './key.ts';
import { languageKind } from './language.ts';
import { languageChoicesKind } from './language-choices.ts';
import { mappingsKind } from './mappings.ts';
import { menuChoicesKind } from './menu-choices.ts';
import { nounsKind } from './nouns.ts';
import { numberKind } from './number.ts';
import { outcomesKind } from './outcomes.ts';
import { pairsKind } from './pairs.ts';
import { phoneKind } from './phone.ts';
import { promptsKind } from './prompts.ts';
import { sealedKind } from './sealed.ts';
import { sharesKind } from './shares.ts';
import { tableColumnKind, tableKind } from './table.ts';
import { targetsKind } from './targets.ts';
import { textKind } from './text.ts';
import { timezoneKind } from './timezone.ts';
import { twimlKind } from './twiml.ts';
import { urlKind } from './url.ts';
import { urlsKind } from './urls.ts';
import { verbatimKind } from './verbatim.ts';
import { voiceKind } from './voice.ts';
import { weekHoursKind } from './week-hours.ts';

/** Every field kind there is; the designer has one widget for each. */
// biome-ignore lint/suspicious/noExplicitAny: a list of kinds mixes value types
export const fieldKinds: readonly FieldKind<any, any>[] = [
  textKind,
  promptsKind,
  urlKind,
  urlsKind,
  documentUrlKind,
  numberKind,
  booleanKind,
  choiceKind,
  choicesKind,
  keyKind,
  digitsKind,
  languageKind,
  voiceKind,
  phoneKind,
  callerIdKind,
  targetsKind,
  menuChoicesKind,
  flowLanguageKind,
  languageChoicesKind,
  nounsKind,
  branchesKind,
  assignmentsKind,
  flowIdKind,
  flowParametersKind,
  outcomesKind,
  timezoneKind,
  weekHoursKind,
  holidaysKind,
  exceptionsKind,
  sharesKind,
  dealingKind,
  tableKind,
  tableColumnKind,
  twimlKind,
  verbatimKind,
  sealedKind,
  pairsKind,
  mappingsKind,
  codeKind,
];
