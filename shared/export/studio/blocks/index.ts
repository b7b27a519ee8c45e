import type { Exporter } from '../exporting.ts';
import { background, conference, dial, pay, record, stopBackground } from './calls.ts';
import { agent, connect, enqueue, flex, olderAgent, redirect } from './connections.ts';
import { condition, http, message, runFunction, send, set, subflow, waitMessage, widget } from './data.ts';
import { gather, play, say } from './speech.ts';

/** How a block becomes a widget, by its type. */
export const EXPORTERS: Readonly<Record<string, Exporter>> = {
  say,
  play,
  gather,
  dial,
  conference,
  record,
  background,
  stopBackground,
  pay,
  enqueue,
  connect,
  agent,
  redirect,
  set,
  condition,
  http,
  subflow,
  send,
  message,
  waitMessage,
  widget,
};

/** The same for blocks that stand for another widget than they usually do, by the type of that. */
export const EXPORTERS_AS: Readonly<Record<string, Exporter>> = {
  'send-to-flex': flex,
  'run-function': runFunction,
  'connect-virtual-agent': olderAgent,
};
