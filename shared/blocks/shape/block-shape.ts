import type { z } from 'zod';
import type { AnyBlock } from '../../block.ts';
import type { BlockShape, DocumentProblem, Json } from '../../flow/types.ts';
import { suggestion } from '../../text/nearest.ts';

/** What `parseFlow` asks about one kind of block, answered from its fields. */
export function blockShape(block: AnyBlock): BlockShape {
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (name: string): z.ZodType | undefined => {
    const field = Object.hasOwn(block.fields, name) ? block.fields[name] : undefined;
    if (field === undefined) return undefined;
    const known = schemas.get(name) ?? field.kind.shape(field.options);
    schemas.set(name, known);
    return known;
  };
  const translated = new Map(
    Object.entries(block.fields).flatMap(([name, { kind, options }]) => {
      const schema = kind.spoken?.shape(options);
      return schema === undefined ? [] : [[name, schema] as const];
    }),
  );
  return {
    spoken: {
      props: [...translated.keys()],
      check: (name, value, path) => {
        const schema = translated.get(name);
        return schema === undefined ? [] : wrongShapes(schema, value, 'value', path);
      },
    },
    checkProps: (props, path) =>
      Object.entries(props).flatMap(([name, value]) => {
        const schema = schemaOf(name);
        if (schema === undefined) return [unknownProp(block, name, `${path}.${name}`)];
        return wrongShapes(schema, value, name, path);
      }),
    exitNames: (props) => block.exits(props).map((exit) => exit.name),
    ...(block.entry === undefined
      ? {}
      : { entryKey: (props: Readonly<Record<string, Json>>) => block.entry?.(props) ?? '' }),
  };
}

function unknownProp(block: AnyBlock, name: string, path: string): DocumentProblem {
  const hint = suggestion(name, Object.keys(block.fields));
  return { code: 'unknown-prop', path, message: `"${name}" is not a prop of a ${block.type} block.${hint}` };
}

function wrongShapes(schema: z.ZodType, value: Json, name: string, path: string): DocumentProblem[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const below = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    const reason = issue.message.replace(/^Invalid (input|option): /, '').replace(/\.$/, '');
    return {
      code: 'wrong-shape',
      path: `${path}.${name}${below}`,
      message: `"${name}" has the wrong shape: ${reason}.`,
    };
  });
}
