import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import type { CodeJob } from '../../../shared/sandbox/pool.ts';
import { runCode } from '../../../shared/sandbox/run-code.ts';
import { warm } from '../../../shared/sandbox/warm.ts';

/** A thread that runs authors' code: gets jobs, gives what came of each. */
const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule: workerData as never }));
const host = { quickjs, clock: () => performance.now() };
warm(host);
parentPort?.on('message', ({ effect, now }: CodeJob) => parentPort?.postMessage(runCode(effect, now, host)));
parentPort?.postMessage('ready');
