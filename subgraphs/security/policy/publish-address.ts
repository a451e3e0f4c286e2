import { isIPv4 } from 'node:net';
import { malformed, quoted, type Check } from './check.ts';

/** An address of the host that a port is published on. Empty is every address. */
export const publishAddress: Check = (value, place) => {
  if (typeof value !== 'string') return malformed(place, 'text');
  const { allowedPublishAddresses } = place.limits;
  if (allowedPublishAddresses.some((allowed) => covers(allowed, value))) return;
  place.report(
    'publish-address',
    place.path,
    `${place.path} ${value === '' ? '(every address)' : quoted(value)}: allowed are ${allowedPublishAddresses.join(', ')} (allowedPublishAddresses).`,
  );
};

function covers(allowed: string, address: string): boolean {
  if (allowed === address) return true;
  if (allowed === '::') return true;
  if (allowed === '0.0.0.0') return isIPv4(address);
  // All of 127/8 is this machine.
  return allowed === '127.0.0.1' && isIPv4(address) && address.startsWith('127.');
}
