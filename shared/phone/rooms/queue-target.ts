import type { Attributes } from '../attributes.ts';
import { resolveUrl } from '../http/url.ts';
import type { VerbRun } from '../types.ts';

export type QueueTarget =
  | { readonly ok: true; readonly name: string; readonly about: 'Enqueue' | 'Task' }
  | { readonly ok: false; readonly code: number; readonly message: string };

/** Which queue an Enqueue means: a name, or that of a TaskRouter workflow. https://www.twilio.com/docs/taskrouter/twiml-queue-calls */
export function queueTarget({ element, document }: VerbRun, attributes: Attributes): QueueTarget {
  const wait = attributes.raw('waitUrl');
  if (wait !== undefined && resolveUrl(wait, document.url) === undefined) return refused(14202, 'waitUrl is no URL');
  const workflow = attributes.text('workflowSid');
  if (workflow !== undefined) return workflowTarget(workflow, taskOf(element.children));
  const name = textOf(element.children);
  if (name === '') return refused(14204, 'the queue has no name');
  if (name.length > QUEUE_NAME_CHARACTERS)
    return refused(14205, `a name has ${QUEUE_NAME_CHARACTERS} characters at most`);
  return { ok: true, name, about: 'Enqueue' };
}

/** https://www.twilio.com/docs/voice/twiml/enqueue */
export const QUEUE_NAME_CHARACTERS = 64;

type Children = VerbRun['element']['children'];

export function textOf(children: Children): string {
  return children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
}

function taskOf(children: Children): string | undefined {
  const task = children.find((child) => typeof child !== 'string' && child.tag === 'Task');
  return task === undefined || typeof task === 'string' ? undefined : textOf(task.children);
}

function workflowTarget(workflow: string, task: string | undefined): QueueTarget {
  if (!/^WW[0-9a-f]{32}$/i.test(workflow)) return refused(14220, 'workflowSid is no SID of a workflow');
  if (task !== undefined && !isObject(task)) return refused(14221, 'the attributes of the task are no JSON object');
  return { ok: true, name: workflow, about: 'Task' };
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function refused(code: number, message: string): QueueTarget {
  return { ok: false, code, message };
}
