/** One thing the doctor looked at. */
export interface Finding {
  readonly check: string;
  /** `problem`: IzaOS cannot do its work here. `warning`: it can, with less than there could be. */
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  /** The one command that mends it. */
  readonly remedy?: string;
}
