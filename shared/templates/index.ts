import { afterHours } from './after-hours.ts';
import { aiAgent } from './ai-agent.ts';
import { bilingualMenu } from './bilingual-menu.ts';
import { callQueue } from './call-queue.ts';
import { conferenceRoom } from './conference-room.ts';
import { queueAgent } from './queue-agent.ts';
import { queueCallback } from './queue-callback.ts';
import { recordedLine } from './recorded-line.ts';
import { ringGroup } from './ring-group.ts';
import { smallOffice } from './small-office.ts';
import { survey } from './survey.ts';
import { takePayment } from './take-payment.ts';
import type { FlowTemplate } from './template.ts';
import { textConversation } from './text-conversation.ts';
import { textMe } from './text-me.ts';

export type { FlowTemplate } from './template.ts';

const all: readonly FlowTemplate[] = [
  smallOffice,
  afterHours,
  bilingualMenu,
  textMe,
  ringGroup,
  survey,
  textConversation,
  callQueue,
  queueAgent,
  queueCallback,
  conferenceRoom,
  aiAgent,
  takePayment,
  recordedLine,
];

/** The flows people can start from; the first one is on the canvas at the first start. Like every new flow, they are typed. */
export const templates: readonly FlowTemplate[] = all.map((template) => ({
  ...template,
  document: { ...template.document, settings: { ...template.document.settings, typedVariables: true } },
}));
