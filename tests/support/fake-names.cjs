// Loaded into the product with NODE_OPTIONS: names under “.names.example” lead where an attacker’s name server would say.
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');

const NAMES = {
  'loopback.names.example': ['127.0.0.1'],
  'mapped.names.example': ['::ffff:127.0.0.1'],
  'private.names.example': ['10.1.2.3'],
  'metadata.names.example': ['169.254.169.254'],
  'carrier.names.example': ['100.64.0.1'],
  'local6.names.example': ['fd00::1'],
  'nat64.names.example': ['64:ff9b::7f00:1'],
  'mixed.names.example': ['93.184.215.14', '127.0.0.1'],
};
const real = dns.lookup;

dns.lookup = function lookup(hostname, options, callback) {
  const addresses = NAMES[hostname];
  if (addresses === undefined) return real.call(dns, hostname, options, callback);
  callback(
    null,
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  );
};
syncBuiltinESMExports();
