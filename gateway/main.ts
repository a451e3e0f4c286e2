import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The server process: `iza-ctl start` becomes this. Stripping types from 500 files takes half a second, so what Node compiled is kept beside the
 * dependencies (not in the shared temporary folder, where others could plant code).
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/izaos', import.meta.url)));
const { run } = await import('./start/run.ts');
await run({ args: process.argv.slice(2), exit: (code) => process.exit(code) });
