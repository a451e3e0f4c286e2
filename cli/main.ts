import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** `iza-ctl`: a client of the gateway like any other. See gateway/main.ts for why the cache. */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/izaos', import.meta.url)));
const { runCommand } = await import('./run-command.ts');
// A reader that has seen enough (`| head`) ends the command, as it ends any other.
process.stdout.on('error', () => process.exit(0));
process.exit(await runCommand(process.argv.slice(2)));
