import type { AdmissionKind, AdmissionSubject, Verdict, Violation } from '#schema/guard.ts';
import type { Check } from './check.ts';
import { containerCreate } from './container-create.ts';
import { containerExec } from './exec-settings.ts';
import { imageBuild, imagePull } from './image-settings.ts';
import { networkCreate } from './network-settings.ts';
import type { PolicyLimits } from './policy-limits.ts';
import { containerUpdate } from './resources.ts';
import { volumeCreate } from './volume-settings.ts';

const CHECKS: Readonly<Record<AdmissionKind, Check>> = {
  'container.create': containerCreate,
  'container.exec': containerExec,
  'container.update': containerUpdate,
  'image.build': imageBuild,
  'image.pull': imagePull,
  'network.create': networkCreate,
  'volume.create': volumeCreate,
};

/** Reasons told at most; a request beyond it is refused anyhow. */
const MAXIMUM_VIOLATIONS = 100;

export function isAdmissionKind(kind: string): kind is AdmissionKind {
  return Object.hasOwn(CHECKS, kind);
}

/**
 * What the policy says of a request: all reasons against it. An allow-list: a setting passes only if a table in this folder names it and
 * its value passes there.
 */
export function judge(subject: AdmissionSubject, limits: PolicyLimits): Verdict {
  const violations: Violation[] = [];
  const told = new Set<string>();
  const report = (rule: string, setting: string, message: string) => {
    const key = `${rule} ${setting}`;
    if (told.has(key) || violations.length >= MAXIMUM_VIOLATIONS) return;
    told.add(key);
    violations.push({ rule, setting, message });
  };
  const { kind, settings, localPaths } = subject;
  if (typeof settings !== 'object' || settings === null)
    report('malformed-setting', '', 'The request must be an object.');
  else CHECKS[kind](settings, { path: '', limits, localPaths, report });
  return { allowed: violations.length === 0, violations };
}
