import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { CodeJob } from '../../../shared/sandbox/pool.ts';
import { runCode } from '../../../shared/sandbox/run-code.ts';

/** A thread of the page that runs authors' code: gets jobs, gives what came of each. */
const quickjs = await newQuickJSWASMModuleFromVariant(variant);
const host = { quickjs, clock: () => performance.now() };
// The first run takes the interpreter much longer than any later one.
for (let runs = 0; runs < 5; runs++) runCode({ kind: 'code', code: 'return input', input: {} }, 0, host);
addEventListener('message', ({ data }: MessageEvent<CodeJob>) => postMessage(runCode(data.effect, data.now, host)));
postMessage('ready');
