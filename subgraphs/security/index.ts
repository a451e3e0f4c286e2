import { join } from 'node:path';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { openJournal, type JournalVerification } from '#kernel/journal/index.ts';
import type { Log } from '#kernel/log.ts';
import type { Caller, GraphContext } from '#schema/context.ts';
import type { AdmissionSubject, Guard, Verdict } from '#schema/guard.ts';
import { Idempotency } from '#schema/idempotency.ts';
import { subgraphTypeDefs } from '#schema/sdl.ts';
import type { Subgraph } from '#schema/subgraph.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { AUDIT_FILE } from './audit/verify-audit-file.ts';
import type { SystemSettings } from './domain.ts';
import { SecurityEventLog } from './events/security-event-log.ts';
import { watchEngines } from './events/watch-engines.ts';
import { readActionScopes } from './guard/action-scopes.ts';
import { createGuard } from './guard/create-guard.ts';
import { OwnExecs } from './guard/own-execs.ts';
import { ensureAdministrator } from './keys/administrator-key.ts';
import { createAuthenticate } from './keys/authenticate.ts';
import { KeyRing } from './keys/key-ring.ts';
import { securityPlatforms, type Fleet } from './platforms/index.ts';
import { judge } from './policy/judge.ts';
import { ALWAYS_PROTECTED } from './policy/policy-limits.ts';
import { securityResolvers } from './resolvers/index.ts';
import { SettingsCell } from './settings/settings-cell.ts';
import { prepareStateDirectory, SecurityStore } from './store/security-store.ts';

export { verifyAuditFile } from './audit/verify-audit-file.ts';
export type { SystemSettings } from './domain.ts';
export { createRemoteGuard } from './remote/create-remote-guard.ts';
export { createRemoteKeys, type RemoteKeys } from './remote/create-remote-keys.ts';
export { guardRoutes, type GuardRoutes } from './remote/guard-routes.ts';

export interface SecuritySubgraphOptions {
  readonly fleet: Pick<Fleet, 'docker' | 'embedded'>;
  readonly log: Log;
  /** Made, for its owner only, when it is not there. */
  readonly stateDirectory: string;
  /** The administrator's key that the configuration gives (IZA_API_KEY). */
  readonly adminKey?: string | undefined;
  /** development or production. */
  readonly environment: string;
  /** Version of IzaOS. */
  readonly version: string;
  /** Mutation → scopes it needs, all of them; default: what the contracts of the five subgraphs say. */
  readonly actionScopes?: ReadonlyMap<string, readonly string[]>;
  /** What the configuration says of settings that can be changed later. */
  readonly settings?: Partial<SystemSettings>;
  /** Called with the settings in force: now, and on every change. */
  readonly onSettings?: (settings: SystemSettings) => void;
}

export interface SecuritySubgraph extends Subgraph {
  readonly guard: Guard;
  /** Whose key this is: the bare key, or an Authorization header's value; undefined when it is nobody's. */
  readonly authenticate: (headerValue: string) => Promise<Caller | undefined>;
  /** Tells the ids of keys that cease to be good; returns how to stop. */
  readonly onRevoked: (listener: (callerId: string) => void) => () => void;
  /** The settings in force. */
  readonly settings: () => SystemSettings;
  readonly verifyAudit: (signal?: AbortSignal) => Promise<JournalVerification>;
  /** File that holds the first administrator's key, when there is one. */
  readonly administratorKeyFile: string | undefined;
}

/** Callers, keys, audit trail, admission policy and security events. AUDIT_UNAVAILABLE when its stores cannot be opened. */
export async function createSecuritySubgraph(options: SecuritySubgraphOptions): Promise<SecuritySubgraph> {
  const {
    fleet,
    log,
    stateDirectory,
    environment,
    version,
    actionScopes = readActionScopes(),
    onSettings,
  } = options;
  prepareStateDirectory(stateDirectory);
  await using stack = new AsyncDisposableStack();
  const auditJournal = await openJournal({ file: join(stateDirectory, AUDIT_FILE), chained: true });
  stack.defer(() => auditJournal.close());
  const eventJournal = await openJournal({
    file: join(stateDirectory, 'security-events.db'),
    chained: false,
  });
  stack.defer(() => eventJournal.close());
  const store = stack.use(new SecurityStore(stateDirectory));
  const keys = stack.use(new KeyRing(store));
  const administratorKeyFile = ensureAdministrator({ keys, stateDirectory, configured: options.adminKey });
  const settings = new SettingsCell(store, options.settings ?? {});
  if (onSettings) {
    onSettings(settings.current);
    settings.listen(onSettings);
  }

  const audit = new AuditTrail(auditJournal);
  const events = new SecurityEventLog({ journal: eventJournal, log });
  stack.defer(() => events.flush());
  const endpoints = securityPlatforms(fleet);
  const protectedPaths = [
    ...ALWAYS_PROTECTED,
    stateDirectory,
    ...endpoints.flatMap(({ controlPaths }) => controlPaths),
  ];
  const judgeNow = (subject: AdmissionSubject): Verdict =>
    judge(subject, { ...settings.current, protectedPaths });
  const ownExecs = new OwnExecs();
  const guard = createGuard({
    audit,
    events,
    ownExecs,
    log,
    actionScopes,
    maintenance: () => settings.maintenance,
    judge: judgeNow,
  });
  stack.defer(() => guard.stop());

  const verifyAudit = async (signal?: AbortSignal): Promise<JournalVerification> => {
    const result = await audit.verify(signal);
    if (!result.intact) tellBroken(result, events, log);
    return result;
  };
  const resolvers = securityResolvers({
    keys,
    audit,
    events,
    settings,
    idempotency: new Idempotency(),
    endpoints,
    judge: judgeNow,
    verifyAudit,
    version,
    environment,
    startedAt: new Date(),
  }) as GraphQLResolverMap<GraphContext>;
  const schema = buildSubgraphSchema([{ typeDefs: subgraphTypeDefs('security'), resolvers }]);

  const life = new AbortController();
  stack.defer(() => life.abort());
  const parts = stack.move();
  let stopping: Promise<void> | undefined;
  return {
    name: 'security',
    schema,
    guard,
    authenticate: createAuthenticate({ keys, events }),
    onRevoked: (listener) => keys.onRevoked(listener),
    settings: () => settings.current,
    verifyAudit,
    administratorKeyFile,
    start: async () => {
      parts.defer(watchEngines({ endpoints, judge: judgeNow, ownExecs, events }));
      // Kept in the log, so that a cut end of the trail can be noticed.
      log.info('Audit trail opened', { head: await audit.head() });
      void verifyAudit(life.signal).catch((error: unknown) => {
        if (!life.signal.aborted) log.error('The audit trail could not be verified', { error });
      });
    },
    stop: () => (stopping ??= parts.disposeAsync()),
  };
}

function tellBroken(result: JournalVerification, events: SecurityEventLog, log: Log): void {
  log.error('The audit trail is broken', { ...result });
  events.recordGathered('audit.broken', () => ({
    kind: 'audit.broken',
    severity: 'CRITICAL',
    summary: `The audit trail does not fit its hashes from record ${result.firstBroken} on: it was changed outside IzaOS, or its file is damaged.`,
  }));
}
