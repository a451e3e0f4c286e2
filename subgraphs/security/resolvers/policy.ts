import { IzaError } from '#kernel/errors.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { isAdmissionKind } from '../policy/judge.ts';
import { RULES } from '../policy/rules.ts';
import type { SecurityDomain } from './security-domain.ts';

/** Rules of the admission policy, and what they would say. */
export function policyResolvers({ judge }: SecurityDomain) {
  return {
    Query: {
      policyRules: () =>
        Object.entries(RULES).map(([name, { description, appliesTo }]) => ({
          name,
          description,
          appliesTo: [...appliesTo],
        })),
      policyEvaluate: (_root, { input: { kind, settings } }) => {
        if (!isAdmissionKind(kind))
          throw new IzaError('BAD_USER_INPUT', 'input.kind is none that the policy knows.', {
            field: 'input.kind',
          });
        if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
          throw new IzaError('BAD_USER_INPUT', 'input.settings must be an object.', {
            field: 'input.settings',
          });
        }
        // Nobody said which machine is meant: links are not resolved, so that the answer does not tell what there is on this one.
        return judge({
          kind,
          platform: '',
          endpoint: '',
          localPaths: false,
          settings: settings as Readonly<Record<string, unknown>>,
        });
      },
    },
  } satisfies Resolvers;
}
