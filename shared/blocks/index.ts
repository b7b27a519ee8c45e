import type { AnyBlock } from '../block.ts';
import type { BlockShape, FlowBlock, Json } from '../flow/types.ts';
import { agent } from './agent.ts';
import { background } from './background.ts';
import { callback } from './callback.ts';
import { chooseLanguage } from './chooseLanguage.ts';
import { condition } from './condition.ts';
import { conference } from './conference.ts';
import { connect } from './connect.ts';
import { dial } from './dial.ts';
import { dialQueue } from './dialQueue.ts';
import { echo } from './echo.ts';
import { enqueue } from './enqueue.ts';
import { functionBlock } from './function.ts';
import { gather } from './gather.ts';
import { hangup } from './hangup.ts';
import { hours } from './hours.ts';
import { http } from './http.ts';
import { language } from './language.ts';
import { leave } from './leave.ts';
import { log } from './log.ts';
import { lookup } from './lookup.ts';
import { loop } from './loop.ts';
import { menu } from './menu.ts';
import { message } from './message.ts';
import { pause } from './pause.ts';
import { pay } from './pay.ts';
import { play } from './play.ts';
import { record } from './record.ts';
import { redirect } from './redirect.ts';
import { refer } from './refer.ts';
import { reject } from './reject.ts';
import { returnBlock } from './return.ts';
import { say } from './say.ts';
import { send } from './send.ts';
import { set } from './set.ts';
import { blockShape } from './shape/block-shape.ts';
import { sms } from './sms.ts';
import { split } from './split.ts';
import { start } from './start.ts';
import { stopBackground } from './stopBackground.ts';
import { subflow } from './subflow.ts';
import { twiml } from './twiml.ts';
import { voicemail } from './voicemail.ts';
import { waitMessage } from './waitMessage.ts';
import { widget } from './widget.ts';

/** Every kind of block there is, in the palette's order. Adding one is its file, its cases in test/blocks and a line here. */
export const blocks: readonly AnyBlock[] = [
  start,
  say,
  play,
  pause,
  message,
  menu,
  gather,
  chooseLanguage,
  record,
  voicemail,
  waitMessage,
  pay,
  dial,
  enqueue,
  leave,
  dialQueue,
  callback,
  conference,
  agent,
  connect,
  refer,
  condition,
  hours,
  split,
  loop,
  language,
  subflow,
  set,
  lookup,
  log,
  http,
  functionBlock,
  send,
  sms,
  background,
  stopBackground,
  twiml,
  widget,
  redirect,
  returnBlock,
  reject,
  hangup,
  echo,
];

/** The same by type. */
export const blockTypes: ReadonlyMap<string, AnyBlock> = new Map(blocks.map((block) => [block.type, block]));

/** What `parseFlow` asks about blocks, by type. */
export const blockShapes: ReadonlyMap<string, BlockShape> = new Map(
  blocks.map((block) => [block.type, blockShape(block)]),
);

/**
 * A block fresh from the palette: every field that has a useful beginning is filled in, nothing is connected.
 *
 * @throws Error when there is no such type
 */
export function newBlock(type: string): FlowBlock {
  const block = blockTypes.get(type);
  if (block === undefined) throw new Error(`There is no block type "${type}"`);
  const props: Record<string, Json> = {};
  for (const [name, field] of Object.entries(block.fields)) {
    // A copy: the palette's own value must never be shared by two blocks.
    if (field.initial !== undefined) props[name] = structuredCopy(field.initial);
  }
  return { type, props, exits: {} };
}

function structuredCopy(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
