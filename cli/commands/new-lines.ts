/** What `now` has after `before`, where both are the last lines of one log that only grows: older ones may have fallen off its beginning. */
export function newLines(before: readonly string[], now: readonly string[]): readonly string[] {
  for (let fallen = 0; fallen < before.length; fallen++) {
    const kept = before.length - fallen;
    if (kept <= now.length && before.slice(fallen).every((line, index) => line === now[index]))
      return now.slice(kept);
  }
  return now;
}
