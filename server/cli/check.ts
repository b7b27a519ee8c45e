import { blockTypes } from '../../shared/blocks/index.ts';
import { checkCalledFlows } from '../../shared/check/called-flows.ts';
import { checkFlow } from '../../shared/check/check.ts';
import type { Problem } from '../../shared/check/problem.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { BIND_OPTION } from './bindings.ts';
import { calledFiles, flowIdOf } from './called-files.ts';
import { type Command, UsageError } from './command.ts';
import { readFlowFile } from './document.ts';
import { type Destination, destinationOf, lackingIn } from './known-bindings.ts';

/** `patchcord check FILE…` */
export const check: Command = {
  name: 'check',
  usage: 'FILE… [--env ENV] [--bind NAME=VALUE]…',
  about: 'Says what is wrong with flow files: whether they can be read, and what callers would run into.',
  options: {
    ...BIND_OPTION,
    env: { type: 'string' },
    server: { type: 'string' },
    token: { type: 'string' },
  },
  help: [
    '--env ENV         Also says what the files name and this environment of a running server does not have.',
    '--bind NAME=VALUE The same without a server: what {{ env.NAME }} is there; again for others.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
    '',
    'Exits 1 if any file has an error; warnings alone exit 0.',
  ],
  async run(args, io) {
    const { files } = args;
    if (files.length === 0) throw new UsageError('Name at least one flow file, e.g. menu.flow.json.');
    const destination = await destinationOf(args, io);
    const reports = files.map((file) => report(file, destination));
    const ok = reports.every((one) => one.ok);
    return { code: ok ? 0 : 1, text: reports.map(describe).join(''), json: { ok, files: reports } };
  },
};

interface Report {
  readonly file: string;
  readonly ok: boolean;
  readonly problems: readonly ReportedProblem[];
}

interface ReportedProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly block?: string;
}

function report(file: string, destination: Destination | undefined): Report {
  const result = readFlowFile(file);
  const problems: readonly ReportedProblem[] = result.ok
    ? [
        ...checkFlow(result.flow, blockTypes),
        ...called(file, result.flow),
        ...(destination ? lacking(file, result.flow, destination) : []),
      ].map((problem) => ({
        ...problem,
        path: pathOf(problem),
      }))
    : result.problems.map((problem) => ({ severity: 'error' as const, ...problem, ...blockIn(problem.path) }));
  return { file, ok: problems.every((problem) => problem.severity !== 'error'), problems };
}

/** Problems with the flows it calls, which are files beside it. */
function called(file: string, flow: FlowDocument): readonly Problem[] {
  const called = calledFiles(file, flow);
  const ids = called.versions.map(({ flow: id }) => id);
  return checkCalledFlows(flow, blockTypes, { self: flowIdOf(file), ids, called });
}

/** What it and the flows it calls name, and the destination does not have. */
function lacking(file: string, flow: FlowDocument, destination: Destination): readonly Problem[] {
  const behind = calledFiles(file, flow).versions.flatMap(({ flow: id, document }) =>
    lackingIn(document, destination).map(({ code, severity, message }) => ({
      code,
      severity,
      message: `In the flow "${id}", which it runs: ${message}`,
    })),
  );
  return [...lackingIn(flow, destination), ...behind];
}

/** JSON path in the document, as for problems of unreadable files. */
function pathOf({ block, field, exit, path = '' }: Problem): string {
  if (block === undefined) return path || '$';
  const at = `$.blocks.${block}`;
  if (exit !== undefined) return `${at}.exits.${exit}`;
  return field === undefined ? at : `${at}.props.${field}${path === '' || path.startsWith('[') ? '' : '.'}${path}`;
}

function blockIn(path: string): { block?: string } {
  const block = /^\$\.blocks\.([A-Za-z]\w*)/.exec(path)?.[1];
  return block === undefined ? {} : { block };
}

function describe({ file, problems }: Report): string {
  if (problems.length === 0) return `${file}: no problems\n`;
  return problems
    .map(({ severity, block, code, message, path }) => {
      const where = block === undefined ? '' : ` block ${block}:`;
      return `${file}: ${severity}:${where} ${message} [${code}] ${path}\n`;
    })
    .join('');
}
