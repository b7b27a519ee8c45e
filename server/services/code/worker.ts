import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import type { CodeJob } from '../../../shared/sandbox/pool.ts';
import { runCode } from '../../../shared/sandbox/run-code.ts';

/** A thread that runs authors' code: gets jobs, gives what came of each. */
const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule: workerData as never }));
const host = { quickjs, clock: () => performance.now() };
// The first run takes the interpreter much longer than any later one.
for (let runs = 0; runs < 5; runs++) runCode({ kind: 'code', code: 'return input', input: {} }, 0, host);
parentPort?.on('message', ({ effect, now }: CodeJob) => parentPort?.postMessage(runCode(effect, now, host)));
parentPort?.postMessage('ready');
