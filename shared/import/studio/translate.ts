import { localNames, mapLiquid, type PathPlace, type Segment, writePath } from '../../studio/liquid.ts';
import { CALL_KEYS, WIDGET_OUTPUTS } from '../../studio/outputs.ts';
import { hasTemplate, templateProblem } from '../../template/template.ts';
import type { Definition, State } from './definition.ts';
import type { Names } from './names.ts';
import type { Notes } from './note.ts';
import type { Entry, Reach } from './reach.ts';

/** What a translation must know of the flow as a whole. */
export interface Dictionary {
  readonly definition: Definition;
  /** Types of states by name. */
  readonly types: ReadonlyMap<string, string>;
  /** Ids of blocks by names of states. */
  readonly ids: Names;
  /** Names of variables by the names Studio has for them; those that come from outside begin with `data:`. */
  readonly variables: Names;
  /** Names that Studio's texts read and write, by where: each becomes a variable. */
  readonly data: ReadonlySet<string>;
  readonly set: ReadonlySet<string>;
  readonly reach: Reach;
}

/** Translates texts of one state from Studio's names to ours; what cannot be said here stays as it was, with a note. */
export class Translator {
  constructor(
    private readonly dictionary: Dictionary,
    private readonly state: State,
    private readonly notes: Notes,
  ) {}

  /** @param text Liquid with Studio's names */
  text(text: string): string {
    if (!hasTemplate(text)) return text;
    const locals = localNames(text);
    const whole = text.replace(WHOLE, (_, what: string) => this.whole(what));
    const out = mapLiquid(whole, (path, place) => this.path(path, place, locals));
    const problem = templateProblem(out);
    if (problem !== null)
      this.notes.supply(`A text is no template that can be read here: ${problem}. Mend it in the block.`);
    return out;
  }

  private path(path: readonly Segment[], place: PathPlace, locals: ReadonlySet<string>): string | undefined {
    const [root, ...rest] = path;
    if (root === undefined || 'index' in root) return undefined;
    if (locals.has(root.name)) {
      // A name the text gives itself must not hide one of ours.
      return this.isOurs(root.name) ? writePath([{ name: `local_${root.name}` }, ...rest]) : undefined;
    }
    switch (root.name) {
      case 'trigger':
        return this.trigger(rest);
      case 'flow':
        return this.flow(rest, place);
      case 'contact':
        return named(rest) === 'channel.address' ? this.address('contact', place) : this.lost(path);
      case 'widgets':
        return this.widget(path, place);
      default:
        return undefined;
    }
  }

  private isOurs(name: string): boolean {
    return (
      ['call', 'message', 'blocks', 'flow'].includes(name) ||
      this.dictionary.set.has(name) ||
      this.dictionary.data.has(name)
    );
  }

  private trigger(rest: readonly Segment[]): string | undefined {
    const [kind, ...inner] = rest;
    const root = this.writes() ? 'message' : 'call';
    if (kind === undefined) return root;
    switch (nameOf(kind)) {
      case 'call':
        return writePath([{ name: 'call' }, ...inner]);
      case 'message':
        return writePath([{ name: 'message' }, ...inner]);
      case 'conversation':
        this.notes.differs(
          'What Studio knows of a conversation is read from the message: Conversations do not reach a flow here.',
        );
        return writePath([{ name: 'message' }, ...inner]);
      case 'request':
      case 'parent':
        return this.outside(rest);
      default:
        return this.lost([{ name: 'trigger' }, ...rest]);
    }
  }

  /** `request.to`, `request.parameters.NAME`, `parent.parameters.NAME`. */
  private outside(rest: readonly Segment[]): string | undefined {
    const [kind, part, name, ...inner] = rest;
    const word = part === undefined ? undefined : nameOf(part);
    if (word === 'parameters' && name !== undefined && nameOf(name) !== undefined) {
      return this.variable(`data:${nameOf(name)}`, inner);
    }
    const party = word?.toLowerCase();
    if (kind && nameOf(kind) === 'request' && (party === 'to' || party === 'from')) {
      return `${this.writes() ? 'message' : 'call'}.${party === 'to' ? 'To' : 'From'}`;
    }
    return this.lost([{ name: 'trigger' }, ...rest]);
  }

  private flow(rest: readonly Segment[], place: PathPlace): string | undefined {
    const [kind, name, ...inner] = rest;
    const word = kind === undefined ? undefined : nameOf(kind);
    const key = name === undefined ? undefined : nameOf(name);
    if (word === 'variables' && key !== undefined) return this.variable(key, inner);
    if (word === 'data' && key !== undefined) return this.variable(`data:${key}`, inner);
    if (named(rest) === 'channel.address') return this.address('channel', place);
    if (named(rest) === 'sid') {
      this.notes.differs('The SID of the execution becomes that of the call or message.');
      return this.writes() ? 'message.MessageSid' : 'call.CallSid';
    }
    if (named(rest) === 'flow_sid' && this.dictionary.definition.sid !== undefined)
      return `"${this.dictionary.definition.sid}"`;
    return this.lost([{ name: 'flow' }, ...rest]);
  }

  private variable(name: string, inner: readonly Segment[]): string {
    return writePath([{ name: this.dictionary.variables.of(name) }, ...inner]);
  }

  private widget(path: readonly Segment[], place: PathPlace): string | undefined {
    const [, first, ...rest] = path;
    if (first === undefined) return 'blocks';
    const name = nameOf(first);
    const type = name === undefined ? undefined : this.dictionary.types.get(name);
    if (name === undefined || type === undefined) {
      this.notes.differs(`It reads ${shown(path)}, and the flow has no such widget: it prints nothing, as in Studio.`);
      return undefined;
    }
    if (type === 'set-variables' && rest[0] !== undefined) return this.variable(nameOf(rest[0]) ?? '', rest.slice(1));
    const block: Segment[] = [{ name: 'blocks' }, { name: this.dictionary.ids.of(name) }];
    const [output, ...inner] = rest;
    if (output === undefined) return writePath(block);
    if (type === 'run-subflow') return writePath([...block, ...rest]);
    const outputs = WIDGET_OUTPUTS[type] ?? {};
    const two = inner[0] === undefined ? '' : `${nameOf(output)}.${nameOf(inner[0])}`;
    if (Object.hasOwn(outputs, two)) return writePath([...block, { name: outputs[two] ?? '' }, ...inner.slice(1)]);
    const one = nameOf(output) ?? '';
    if (Object.hasOwn(outputs, one)) {
      return writePath([...block, ...(outputs[one] === '' ? [] : [{ name: outputs[one] ?? '' }]), ...inner]);
    }
    if (one === 'outbound' && inner[0] !== undefined) return this.sent(name, nameOf(inner[0]) ?? '', path, place);
    return CALL_KEYS.has(one) && !this.writes() ? `call.${one}` : this.lost(path);
  }

  /** What a widget sent: no block remembers it, but a text that is always the same is known. */
  private sent(name: string, what: string, path: readonly Segment[], place: PathPlace): string | undefined {
    if (what === 'To' || what === 'From') return this.address(what === 'To' ? 'contact' : 'channel', place);
    const body = this.dictionary.definition.states.find((state) => state.name === name)?.properties.body;
    if (what !== 'Body' || typeof body !== 'string' || hasTemplate(body)) return this.lost(path);
    const quote = ['"', "'"].find((mark) => !body.includes(mark));
    if (quote === undefined) return this.lost(path);
    this.notes.differs(`The text that “${name}” sends stands here as it is, since no block remembers what it sent.`);
    return `${quote}${body}${quote}`;
  }

  /** The other party's number or ours: which parameter holds it depends on who began. */
  private address(whose: 'contact' | 'channel', { isHead }: PathPlace): string {
    const entries = this.dictionary.reach.of(this.state.name);
    const of = (entry: Entry): string => {
      const root = entry === 'incoming-message' ? 'message' : 'call';
      const isFrom = (whose === 'contact') === (entry !== 'outgoing-call');
      return `${root}.${isFrom ? 'From' : 'To'}`;
    };
    const written = [...entries].map(of);
    const [first = 'call.From', second] = written;
    if (second === undefined) return first;
    if (!entries.has('outgoing-call') && isHead)
      return `call.${first.split('.')[1]} | default: message.${first.split('.')[1]}`;
    const words = whose === 'contact' ? "The other party's number" : 'Our own number';
    this.notes.differs(
      `${words} is read as ${first}, though the block is reached in other ways, too, where it stands in another parameter.`,
    );
    return first;
  }

  /** All that was set or handed over, as JSON of the names that the flow reads. */
  private whole(what: string): string {
    const names = what === 'variables' ? this.dictionary.set : this.dictionary.data;
    const prefix = what === 'variables' ? '' : 'data:';
    this.notes.differs(
      `flow.${what} as a whole is written as JSON of the names this flow uses: ${[...names].join(', ') || 'none'}.`,
    );
    const items = [...names].map(
      (name) => `${JSON.stringify(name)}: {{ ${this.dictionary.variables.of(prefix + name)} | to_json }}`,
    );
    return `{${items.join(', ')}}`;
  }

  private lost(path: readonly Segment[]): undefined {
    this.notes.differs(`${shown(path)} is not known here and prints nothing.`);
    return undefined;
  }

  private writes(): boolean {
    return this.dictionary.reach.writes(this.state.name);
  }
}

/** An output of all variables, or all that was handed over. */
const WHOLE = /\{\{-?\s*flow\.(variables|data)\s*(?:\|\s*to_json\s*)?-?\}\}/g;

function nameOf(segment: Segment): string | undefined {
  return 'name' in segment ? segment.name : undefined;
}

function named(path: readonly Segment[]): string {
  return path.map((segment) => nameOf(segment) ?? '[]').join('.');
}

function shown(path: readonly Segment[]): string {
  return writePath(path).slice(0, 80);
}
