import { isIP } from 'node:net';
import { IzaError } from '#kernel/errors.ts';
import { labelRecord } from '#schema/labels.ts';
import { inRange, parseRange } from './address-range.ts';
import type { NetworkSpec, SubnetRecord } from './domain.ts';
import type { NetworkCreateInput, SubnetInput } from './generated/resolvers.ts';

/** Names that engines take and that no path, shell or log can misread. */
const NAME = /^[A-Za-z0-9][\w.-]{0,127}$/;
const DRIVER = /^[A-Za-z0-9][\w./:@-]{0,127}$/;
/** A host name, or several labels of one. */
const ALIAS = /^[A-Za-z0-9](?:[\w.-]{0,251}[A-Za-z0-9])?$/;
const MOST_SUBNETS = 16;
const MOST_ALIASES = 64;

/** A network's input, checked: BAD_USER_INPUT names the member at fault. */
export function networkSpec(input: NetworkCreateInput): NetworkSpec {
  if (!NAME.test(input.name)) {
    throw badInput(
      'input.name',
      'letters, digits, "_", "." and "-", at most 128, the first a letter or digit',
    );
  }
  const driver = input.driver ?? 'bridge';
  if (!DRIVER.test(driver)) throw badInput('input.driver', 'the name of a driver');
  const ipv6 = input.ipv6 ?? false;
  return {
    name: input.name,
    driver,
    internal: input.internal ?? false,
    attachable: input.attachable ?? false,
    ipv6,
    subnets: subnetsOf(input.subnets ?? [], ipv6),
    labels: labelRecord(input.labels, 'input.labels'),
    options: labelRecord(input.options, 'input.options'),
  };
}

/** An address for a workload: undefined when none is asked for. */
export function ipv4AddressOf(
  address: string | null | undefined,
  subnets: readonly SubnetRecord[],
): string | undefined {
  if (address == null) return undefined;
  const field = 'input.ipv4Address';
  if (isIP(address) !== 4) throw badInput(field, 'an IPv4 address such as 10.20.0.5, without prefix length');
  const ranges = subnets.flatMap(({ cidr }) => parseRange(cidr) ?? []).filter(({ family }) => family === 4);
  if (ranges.length > 0 && !ranges.some((range) => inRange(address, range))) {
    throw badInput(field, `an address of the network: ${subnets.map(({ cidr }) => cidr).join(', ')}`);
  }
  return address;
}

export function aliasesOf(aliases: readonly string[] | null | undefined): readonly string[] {
  if ((aliases?.length ?? 0) > MOST_ALIASES) throw badInput('input.aliases', `at most ${MOST_ALIASES} names`);
  for (const [index, alias] of (aliases ?? []).entries()) {
    if (!ALIAS.test(alias)) throw badInput(`input.aliases.${index}`, 'a host name');
  }
  return [...new Set(aliases)];
}

function subnetsOf(subnets: readonly SubnetInput[], ipv6: boolean): readonly SubnetRecord[] {
  if (subnets.length > MOST_SUBNETS) throw badInput('input.subnets', `at most ${MOST_SUBNETS} ranges`);
  return subnets.map(({ cidr, gateway }, index) => {
    const field = `input.subnets.${index}`;
    const range = parseRange(cidr);
    if (!range) throw badInput(`${field}.cidr`, 'an address range such as 10.20.0.0/24');
    if (!range.aligned) {
      throw badInput(`${field}.cidr`, `the first address of the range: ${range.network}`);
    }
    if (range.family === 6 && !ipv6) throw badInput(`${field}.cidr`, 'IPv4 unless input.ipv6 is true');
    if (gateway == null) return { cidr, gateway: undefined };
    if (isIP(gateway) !== range.family || !inRange(gateway, range)) {
      throw badInput(`${field}.gateway`, `an address in ${cidr}`);
    }
    return { cidr, gateway };
  });
}

function badInput(field: string, expected: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${field}: expected ${expected}.`, { field });
}
