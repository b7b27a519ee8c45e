import { localNames, mapLiquid, type Segment, writePath } from '../../studio/liquid.ts';
import { WIDGET_OUTPUTS } from '../../studio/outputs.ts';
import { hasTemplate } from '../../template/template.ts';

/** Names of a flow in Studio's words. */
export interface StudioNames {
  /** Name of the state that a block becomes. */
  state(block: string): string;
  /** Type of the widget that a block becomes, as far as it is known. */
  type(block: string): string | undefined;
  /** Studio's name of a variable, `data:NAME` for what is handed over; undefined for what is no variable. */
  variable(name: string): string | undefined;
}

/** Translates a text to Studio's names. @param cannot hears of what Studio has no name for */
export function toStudio(text: string, names: StudioNames, cannot: (message: string) => void): string {
  if (!hasTemplate(text)) return text;
  const locals = localNames(text);
  return mapLiquid(text, (path) => {
    const [root, ...rest] = path;
    if (root === undefined || 'index' in root || locals.has(root.name)) return undefined;
    switch (root.name) {
      case 'call':
      case 'message':
        return writePath([{ name: 'trigger' }, root, ...rest]);
      case 'blocks':
        return widget(rest, names);
      case 'flow':
        // Other names under `flow` are Studio's own, which imports leave as they are.
        if (!OURS.has(rest[0] !== undefined && 'name' in rest[0] ? rest[0].name : '')) return undefined;
        cannot(`uses ${writePath(path).slice(0, 60)}, and Studio knows no such thing.`);
        return undefined;
      case 'env':
      case 'secrets':
        cannot(`uses ${writePath(path).slice(0, 60)}, and Studio knows no such thing.`);
        return undefined;
      default:
        return variable(names.variable(root.name), rest);
    }
  });
}

/** What only our templates know of the flow. */
const OURS: ReadonlySet<string> = new Set(['', 'name', 'language']);

function widget(rest: readonly Segment[], names: StudioNames): string | undefined {
  const [block, output, ...inner] = rest;
  if (block === undefined) return 'widgets';
  if ('index' in block) return undefined;
  const state: Segment[] = [{ name: 'widgets' }, { name: names.state(block.name) }];
  if (output === undefined || 'index' in output) return writePath([...state, ...rest.slice(1)]);
  const outputs = WIDGET_OUTPUTS[names.type(block.name) ?? ''] ?? {};
  const own = Object.keys(outputs).find((key) => outputs[key] === output.name);
  if (own !== undefined) return writePath([...state, ...own.split('.').map((name) => ({ name })), ...inner]);
  const under = Object.keys(outputs).find((key) => outputs[key] === '');
  return writePath([...state, ...(under === undefined ? [] : [{ name: under }]), output, ...inner]);
}

function variable(own: string | undefined, rest: readonly Segment[]): string | undefined {
  if (own === undefined) return undefined;
  const [kind, name] = own.startsWith('data:') ? ['data', own.slice(5)] : ['variables', own];
  return writePath([{ name: 'flow' }, { name: kind ?? '' }, { name: name ?? '' }, ...rest]);
}

/** A template path of a condition as the text that Studio tests. */
export function argumentOf(variable: string): string {
  const path = variable.trim();
  return path === '' || hasTemplate(path) ? variable : `{{${path}}}`;
}
