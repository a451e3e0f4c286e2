import { denied, flag, isEmpty, listOf, object, text, whole, words, type Check } from './check.ts';

const members = object({
  AttachStderr: flag,
  AttachStdin: flag,
  AttachStdout: flag,
  Cmd: words,
  ConsoleSize: listOf(whole),
  DetachKeys: text,
  Env: listOf(text),
  Privileged: denied('privileged', 'leave it false.'),
  Tty: flag,
  User: text,
  WorkingDir: text,
});

/** Body of `POST /containers/{id}/exec`. */
export const containerExec: Check = (value, place) => {
  members(value, place);
  if (isEmpty((value as { Cmd?: unknown } | null)?.Cmd))
    place.report('command-required', 'Cmd', 'Cmd: name the program to run.');
};
