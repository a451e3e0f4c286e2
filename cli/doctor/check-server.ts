import { toIzaError } from '#kernel/errors.ts';
import type { Client } from '../client.ts';
import type { EndpointRow } from '../commands/status.ts';
import { documents } from '../documents.ts';
import { commandsHere } from './check-docker.ts';
import type { Finding } from './finding.ts';

/** Whether the server answers, takes the key, and what it says of each endpoint. A server that is down is a finding like any other. */
export async function checkServer(client: Client): Promise<Finding[]> {
  const { url, noKeyBecause } = client.settings;
  const check = 'server';
  try {
    const { system } = await client.ask<{
      system: { version: string; maintenance: { enabled: boolean }; endpoints: readonly EndpointRow[] };
    }>(documents.status);
    const maintenance: Finding[] = system.maintenance.enabled
      ? [
          {
            check: 'maintenance',
            state: 'warning',
            detail: 'on: changes are refused',
            remedy: 'iza-ctl maintenance off',
          },
        ]
      : [];
    return [
      { check, state: 'ok', detail: `IzaOS ${system.version} answers on ${url}` },
      ...maintenance,
      ...system.endpoints.map((endpoint) => endpointFinding(endpoint)),
    ];
  } catch (error) {
    const { code, message } = toIzaError(error);
    if (code === 'BACKEND_UNAVAILABLE')
      return [{ check, state: 'warning', detail: `nothing answers on ${url}`, remedy: 'iza-ctl start' }];
    if (code === 'UNAUTHENTICATED')
      return [{ check, state: 'problem', detail: noKeyBecause ?? message, remedy: 'export IZA_API_KEY=…' }];
    if (code === 'BACKEND_ERROR')
      return [{ check, state: 'problem', detail: message, remedy: 'iza-ctl start --port 4001' }];
    return [{ check, state: 'problem', detail: message }];
  }
}

function endpointFinding({
  name,
  platform,
  status,
  embedded,
  reason,
  engineVersion,
  since,
}: EndpointRow): Finding {
  const check = `endpoint ${name}`;
  if (embedded)
    return {
      check,
      state: 'warning',
      detail: 'embedded: everything on it is made up, in memory',
      remedy: `${commandsHere().install}, then iza-ctl start again`,
    };
  if (status === 'LIVE')
    return { check, state: 'ok', detail: `real: ${platform.toLowerCase()} ${engineVersion ?? ''}`.trim() };
  return {
    check,
    state: 'problem',
    detail: `lost since ${since}: ${reason ?? status.toLowerCase()}; what it last said is served, IzaOS connects again by itself`,
    ...(platform === 'DOCKER' && { remedy: commandsHere().restart }),
  };
}
