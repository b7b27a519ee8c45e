import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { CodeJob } from '../../../shared/sandbox/pool.ts';
import { runCode } from '../../../shared/sandbox/run-code.ts';
import { warm } from '../../../shared/sandbox/warm.ts';

/** A thread of the page that runs authors' code: gets jobs, gives what came of each. */
const quickjs = await newQuickJSWASMModuleFromVariant(variant);
const host = { quickjs, clock: () => performance.now() };
warm(host);
addEventListener('message', ({ data }: MessageEvent<CodeJob>) => postMessage(runCode(data.effect, data.now, host)));
postMessage('ready');
