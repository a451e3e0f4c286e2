import { IzaError } from '#kernel/errors.ts';
import { labelRecord } from '#schema/labels.ts';
import type { VolumeSpec } from './domain.ts';
import type { VolumeCreateInput } from './generated/resolvers.ts';

/** What engines take as a name; it becomes a folder's name. */
const NAME = /^[A-Za-z0-9][\w.-]{1,254}$/;
const DRIVER = /^[A-Za-z0-9][\w./:@-]{0,127}$/;

/** A volume's input, checked: BAD_USER_INPUT names the member at fault. */
export function volumeSpec(input: VolumeCreateInput): VolumeSpec {
  const { name, driver, options, labels } = input;
  if (name != null && !NAME.test(name)) {
    throw badInput('input.name', '2 to 255 letters, digits, "_", "." and "-", the first a letter or digit');
  }
  if (driver != null && !DRIVER.test(driver)) throw badInput('input.driver', 'the name of a driver');
  return {
    name: name ?? undefined,
    driver: driver ?? 'local',
    options: labelRecord(options, 'input.options'),
    labels: labelRecord(labels, 'input.labels'),
  };
}

function badInput(field: string, expected: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${field}: expected ${expected}.`, { field });
}
