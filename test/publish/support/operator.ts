import { join } from 'node:path';
import { createVault, keyFromFile } from '../../../server/auth/vault.ts';
import { readConfig } from '../../../server/config.ts';
import { createDesks } from '../../../server/desks.ts';
import { createLog } from '../../../server/log.ts';
import { createServices } from '../../../server/services/services.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { loadServerSettings } from '../../../server/twilio/settings.ts';

/**
 * A process of its own that publishes to numbers, or puts them back, or buys one, in the store of DATA_DIR, to be killed on the way.
 * Usage: `operator publish|release PN…`, `operator buy +1555…`. Ends with 0 when it is done, with 1 when it was refused.
 */
const [action, ...names] = process.argv.slice(2);
const config = readConfig();
const store = openSqlite(join(config.dataDir, 'patchcord.sqlite'));
const vault = createVault(keyFromFile(join(config.dataDir, 'secret.key')));
const settings = await loadServerSettings(config, store.settings, vault);
const desks = createDesks({
  config,
  store,
  settings,
  services: createServices(config, { secret: () => undefined }),
  now: Date.now,
  log: createLog('silent'),
});
const chosen = names.map((sid) => ({ sid, voice: true, messaging: true }));
try {
  if (action === 'publish') await desks.numbers.operations.publish({ flow: 'main', numbers: chosen });
  else if (action === 'release') await desks.numbers.operations.release(chosen);
  else {
    const price = { monthly: '1.15', currency: 'USD' };
    await desks.numbers.buy({ phoneNumber: names[0] ?? '', country: 'US', type: 'local', price });
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
await store.close();
