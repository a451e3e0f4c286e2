import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import type { Limits } from './limits.ts';

/** Sums over a selection set with its fragments expanded. */
interface Measures {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  /** Fields at its own level. */
  readonly width: number;
}

const NONE: Measures = { depth: 0, fields: 0, aliases: 0, width: 0 };

/**
 * Throws TOO_COMPLEX when an operation of the document is over a limit of shape. Needs no schema, runs before validation (whose rule on
 * overlapping fields is quadratic) and measures each fragment once, so it is linear in the text whatever fragments spread what.
 */
export function checkStructure(document: DocumentNode, limits: Limits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Measures>();
  const measureFragment = (name: string): Measures => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return NONE;
    // Stands for the fragment inside itself: validation names the cycle.
    measured.set(name, NONE);
    const measures = measure(fragment.selectionSet);
    measured.set(name, measures);
    return measures;
  };
  const measure = (set: SelectionSetNode): Measures => {
    let [depth, fields, aliases, width] = [0, 0, 0, 0];
    for (const selection of set.selections) {
      checkDirectives(selection.directives?.length ?? 0, limits);
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet ? measure(selection.selectionSet) : NONE;
        depth = Math.max(depth, below.depth + 1);
        fields += below.fields + 1;
        aliases += below.aliases + (selection.alias ? 1 : 0);
        width += 1;
        continue;
      }
      const inside =
        selection.kind === Kind.INLINE_FRAGMENT
          ? measure(selection.selectionSet)
          : measureFragment(selection.name.value);
      depth = Math.max(depth, inside.depth);
      fields += inside.fields;
      aliases += inside.aliases;
      width += inside.width;
    }
    return { depth, fields, aliases, width };
  };
  for (const definition of document.definitions) {
    if ('directives' in definition) checkDirectives(definition.directives?.length ?? 0, limits);
    if (definition.kind !== Kind.OPERATION_DEFINITION) {
      // Unused fragments are validated as well.
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        checkMeasures(measureFragment(definition.name.value), limits);
      continue;
    }
    const measures = measure(definition.selectionSet);
    checkMeasures(measures, limits);
    if (measures.width > limits.rootFields)
      throw tooComplex('rootFields', measures.width, limits.rootFields, 'fields at its root');
  }
}

function checkMeasures({ depth, fields, aliases }: Measures, limits: Limits): void {
  if (depth > limits.depth) throw tooComplex('depth', depth, limits.depth, 'levels of fields');
  if (fields > limits.fields) throw tooComplex('fields', fields, limits.fields, 'fields');
  if (aliases > limits.aliases) throw tooComplex('aliases', aliases, limits.aliases, 'aliases');
}

function checkDirectives(count: number, limits: Limits): void {
  if (count > limits.directives)
    throw tooComplex('directives', count, limits.directives, 'directives in one place');
}

function tooComplex(limit: keyof Limits, value: number, maximum: number, what: string): IzaError {
  return new IzaError('TOO_COMPLEX', `The operation has ${value} ${what}; at most ${maximum} are allowed.`, {
    data: { limit, maximum },
  });
}
