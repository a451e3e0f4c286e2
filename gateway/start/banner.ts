/** One endpoint, as the banner shows it. */
export interface BannerEndpoint {
  readonly name: string;
  readonly platform: string;
  readonly address: string;
  readonly status: string;
  readonly engineVersion?: string | undefined;
  readonly reason?: string | undefined;
}

export interface BannerFacts {
  readonly version: string;
  readonly url: string;
  readonly endpoints: readonly BannerEndpoint[];
  /** Link with the key in its fragment; only where the key was made by this start. */
  readonly loginUrl: string | undefined;
  readonly keyFile: string | undefined;
}

/** What a person sees on `npm start`: what is real, what is embedded, where to go. */
export function banner({ version, url, endpoints, loginUrl, keyFile }: BannerFacts): string {
  const lines = [`IzaOS ${version} answers on ${url}`, ''];
  for (const endpoint of endpoints) lines.push(`  ${describe(endpoint)}`);
  if (!endpoints.some((endpoint) => endpoint.platform === 'docker')) {
    lines.push(
      '  docker      none found. Make it real: apt-get install -y docker.io && systemctl start docker, then start IzaOS again',
    );
  }
  lines.push('', `  GraphiQL    ${loginUrl ?? `${url}/graphql`}`, `  REST        ${url}/iza/api/v1/docs`);
  if (keyFile) lines.push(`  key         ${keyFile} (iza-ctl reads it by itself)`);
  lines.push('  next        iza-ctl status · iza-ctl ps · iza-ctl doctor', '');
  return `${lines.join('\n')}\n`;
}

export function foreignBanner({ url, keyed }: { readonly url: string; readonly keyed: boolean }): string {
  return `IzaOS serves the supergraph on ${url}/graphql${keyed ? '' : ' (no key needed; loopback only)'}\n`;
}

export function subgraphBanner({ name, url }: { readonly name: string; readonly url: string }): string {
  return `IzaOS subgraph ${name} answers signed requests on ${url}\n`;
}

function describe({ name, platform, address, status, engineVersion, reason }: BannerEndpoint): string {
  const kind = platform === 'embedded' ? 'made up, in memory: no engine was found' : `real: ${address}`;
  const state = status === 'LIVE' ? '' : ` [${status.toLowerCase()}${reason ? `: ${reason}` : ''}]`;
  return `${platform.padEnd(11)} ${name} – ${kind}${engineVersion ? ` (${engineVersion})` : ''}${state}`;
}
