import type { AdmissionSubject, Verdict } from '#schema/guard.ts';
import { RISKS } from '../domain.ts';
import type { OwnExecs } from '../guard/own-execs.ts';
import type { EngineIncident, SecurityEndpoint } from '../port.ts';
import type { SecurityEventLog } from './security-event-log.ts';

/**
 * Turns what happens at the engines into security events, whoever asked for it: workloads that start with more of the host than the policy allows,
 * programs that others than IzaOS run inside workloads. Returns how to stop.
 */
export function watchEngines(options: {
  readonly endpoints: readonly SecurityEndpoint[];
  readonly judge: (subject: AdmissionSubject) => Verdict;
  readonly ownExecs: OwnExecs;
  readonly events: SecurityEventLog;
}): () => void {
  const { endpoints, ownExecs } = options;
  const stops = endpoints.map((endpoint) =>
    endpoint.listen((incident) => {
      if (incident.type === 'STARTED') judgeStart(endpoint, incident, options);
      else if (!ownExecs.claim(incident.workload)) tellExec(endpoint, incident, options.events);
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

function judgeStart(
  endpoint: SecurityEndpoint,
  incident: EngineIncident,
  { judge, events }: Pick<Parameters<typeof watchEngines>[0], 'judge' | 'events'>,
): void {
  const settings = endpoint.settingsOf(incident.nativeId);
  if (!settings) return;
  const { violations } = judge(settings);
  for (const { kind, severity, rules, summary } of RISKS) {
    const found = violations.filter(({ rule }) => rules.includes(rule));
    if (found.length === 0) continue;
    const which = [...new Set(found.map(({ setting }) => setting))].join(', ');
    events.record({
      kind,
      severity,
      summary: `${incident.name} on ${endpoint.endpoint} ${summary} (${which}).`,
      target: incident.workload,
    });
  }
}

function tellExec(
  endpoint: SecurityEndpoint,
  { workload, name }: EngineIncident,
  events: SecurityEventLog,
): void {
  events.recordGathered(`engine.exec ${workload}`, (count) => ({
    kind: 'engine.exec',
    severity: 'WARNING',
    summary: `${count === 1 ? 'A program was' : `${count} programs were`} run inside ${name} on ${endpoint.endpoint}, not through IzaOS.`,
    target: workload,
  }));
}
