/** One named condition for taking traffic. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** Why, in words; shown only to authenticated callers. */
  readonly detail?: string;
}
