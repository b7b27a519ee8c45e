/**
 * A hosts file for one process, given with `--require`: TEST_HOSTS is JSON of names and addresses. A name with an address that
 * begins with `!` fails with that code; so does every name that is not listed, with ENOTFOUND.
 */
const { promises } = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');

const hosts = JSON.parse(process.env.TEST_HOSTS ?? '{}');

promises.lookup = async (host) => {
  const address = /^[\d.]+$|:/.test(host) ? host : (hosts[host] ?? hosts['*'] ?? '!ENOTFOUND');
  if (address.startsWith('!')) throw Object.assign(new Error(`no ${host}`), { code: address.slice(1) });
  return [{ address, family: address.includes(':') ? 6 : 4 }];
};
syncBuiltinESMExports();
