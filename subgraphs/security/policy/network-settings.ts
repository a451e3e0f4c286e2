import {
  denied,
  flag,
  listOf,
  mapOf,
  object,
  oneOf,
  options,
  text,
  whole,
  words,
  type Check,
} from './check.ts';
import { networkMode } from './host-config.ts';
import { publishAddress } from './publish-address.ts';

const OPTION_REMEDY = 'leave it out: it changes the host.';

/** One container's place in a network, as asked for. */
const networkEndpoint = object({
  Aliases: listOf(text),
  DNSNames: listOf(text),
  DriverOpts: denied('network-options', OPTION_REMEDY),
  EndpointID: text,
  Gateway: text,
  GlobalIPv6Address: text,
  GlobalIPv6PrefixLen: whole,
  GwPriority: whole,
  IPAMConfig: object({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: listOf(text) }),
  IPAddress: text,
  IPPrefixLen: whole,
  IPv6Gateway: text,
  Links: denied('volumes-from', 'leave it out: links hand over environment; use aliases.'),
  MacAddress: text,
  NetworkID: text,
});

/** `NetworkingConfig.EndpointsConfig`, by network. */
export const networkEndpoints: Check = (value, place) => {
  mapOf(networkEndpoint)(value, place);
  if (typeof value !== 'object' || value === null) return;
  for (const network of Object.keys(value))
    networkMode(network, { ...place, path: `${place.path}[${network}]` });
};

const BRIDGE = 'com.docker.network.bridge.';

/** Body of `POST /networks/create`. */
export const networkCreate = object({
  Attachable: flag,
  CheckDuplicate: flag,
  ConfigFrom: object({ Network: denied('network-options', OPTION_REMEDY) }),
  ConfigOnly: denied('network-options', OPTION_REMEDY),
  Driver: oneOf(['bridge', 'overlay'], 'network-driver', 'use bridge or overlay.'),
  EnableIPv4: flag,
  EnableIPv6: flag,
  IPAM: object({
    Driver: oneOf(['default'], 'network-options', 'use the default.'),
    Config: listOf(object({ Subnet: text, IPRange: text, Gateway: text, AuxiliaryAddresses: mapOf(text) })),
    Options: denied('network-options', 'leave it out.'),
  }),
  Ingress: denied('network-options', OPTION_REMEDY),
  Internal: flag,
  Labels: mapOf(text),
  Name: text,
  // Not the bridge's name: with it the engine would take over an interface that is there already.
  Options: options(
    {
      [`${BRIDGE}enable_icc`]: words,
      [`${BRIDGE}enable_ip_masquerade`]: words,
      [`${BRIDGE}host_binding_ipv4`]: publishAddress,
      'com.docker.network.driver.mtu': words,
      'com.docker.network.enable_ipv6': words,
      encrypted: words,
    },
    'network-options',
    OPTION_REMEDY,
  ),
  Scope: oneOf(['local', 'swarm'], 'malformed-setting', 'use local or swarm.'),
});
