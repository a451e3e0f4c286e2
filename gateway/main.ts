import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/**
 * The server process: `iza-ctl start` becomes this. Stripping types from 500 files takes half a second, so what Node compiled is kept beside the
 * dependencies (not in the shared temporary folder, where others could plant code).
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/izaos', import.meta.url)));

// Reading 500 modules would grow the young generation to 48 MB, which V8 never gives back: it may grow only once there is work.
setFlagsFromString('--semi-space-growth-factor=1');
const { run } = await import('./start/run.ts');
await run({ args: process.argv.slice(2), exit: (code) => process.exit(code) });
setFlagsFromString('--semi-space-growth-factor=2');
