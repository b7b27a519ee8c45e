import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('globals each room may use', () => {
  it.each([
    ['shared', 'document.title;', "Cannot find name 'document'"],
    ['shared', 'process.version;', "Cannot find name 'process'"],
    ['shared', 'setTimeout(() => undefined, 1);', "Cannot find name 'setTimeout'"],
    ['server', 'document.title;', "Cannot find name 'document'"],
    ['client', 'process.version;', "Cannot find name 'process'"],
  ])('%s refuses %s', (room, source, message) => {
    expect(diagnose(room, source).join('\n')).toContain(message);
  });

  it.each([
    ['shared', 'export const x = Object.keys({});'],
    ['server', 'export const x = process.version;'],
    ['client', 'export const x = document.title;'],
  ])('%s accepts %s', (room, source) => {
    expect(diagnose(room, source)).toEqual([]);
  });
});

/** What the compiler says of one more file in a room. */
function diagnose(room: string, source: string): string[] {
  const config = join(ROOT, room, 'tsconfig.json');
  const raw = ts.readConfigFile(config, ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(raw, ts.sys, dirname(config));
  const file = join(ROOT, room, 'planted.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}
