import type { Idempotency } from '#schema/idempotency.ts';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { RuleBook } from '../alerts/rule-book.ts';
import type { TelemetryPlatforms } from '../port.ts';
import type { ProcessMeter } from '../process-figures.ts';
import type { Sampler } from '../sampler.ts';
import type { OpenStreams } from './open-streams.ts';

/** What resolvers work with. */
export interface Parts {
  readonly platforms: TelemetryPlatforms;
  readonly sampler: Sampler;
  readonly book: AlertBook;
  readonly rules: RuleBook;
  readonly processMeter: ProcessMeter;
  readonly idempotency: Idempotency;
  readonly streams: OpenStreams;
}
