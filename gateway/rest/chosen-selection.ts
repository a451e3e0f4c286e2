import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import { defaultSelection } from './default-selection.ts';
import type { SelectionSource } from './default-selection.ts';
import { emptySelection, mergeSelection } from './selection.ts';
import type { Selection } from './selection.ts';

const MAX_LENGTH = 4_000;
const MAX_PATHS = 200;

/**
 * The selection that `?fields=id,image.name,networks.nodes.network.name` chooses. A path that ends at an object takes the object's default. Throws
 * BAD_USER_INPUT that names the path at fault.
 */
export function chosenSelection(
  source: SelectionSource,
  { type, fields }: { readonly type: GraphQLCompositeType; readonly fields: string },
  holds: (scope: string) => boolean,
): Selection {
  const paths = fields
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
  if (paths.length === 0) throw refuse('fields must name at least one field.');
  if (fields.length > MAX_LENGTH || paths.length > MAX_PATHS)
    throw refuse(`fields may be ${MAX_LENGTH} characters and ${MAX_PATHS} paths at most.`);

  const select = (at: GraphQLCompositeType, names: readonly string[], path: string): Selection => {
    const [name = '', ...rest] = names;
    const selection = emptySelection();
    if (name === '__typename' && rest.length === 0) {
      selection.fields.set(name, undefined);
      return selection;
    }
    const field = isUnionType(at) ? undefined : at.getFields()[name];
    if (field) {
      selection.fields.set(name, below(field, rest, path));
      return selection;
    }
    const holders = isAbstractType(at)
      ? source.schema.getPossibleTypes(at).filter((possible) => possible.getFields()[name])
      : [];
    if (holders.length === 0)
      throw refuse(`fields: "${path}" is not there: ${at.name} has no field "${name}".`);
    for (const holder of holders) selection.on.set(holder.name, select(holder, names, path));
    return selection;
  };

  const below = (
    field: GraphQLField<unknown, unknown>,
    rest: readonly string[],
    path: string,
  ): Selection | undefined => {
    if (field.args.some(isRequiredArgument))
      throw refuse(`fields: "${path}" cannot be chosen: ${field.name} needs arguments.`);
    const type = getNamedType(field.type);
    if (isLeafType(type)) {
      if (rest.length > 0) throw refuse(`fields: "${path}" is not there: ${field.name} has no fields.`);
      return undefined;
    }
    if (!isCompositeType(type)) throw refuse(`fields: "${path}" cannot be chosen.`);
    return rest.length > 0
      ? select(type, rest, path)
      : defaultSelection(source, { type, graph: undefined, expand: false }, holds);
  };

  return paths.map((path) => select(type, path.split('.'), path)).reduce(mergeSelection);
}

function refuse(message: string): IzaError {
  return new IzaError('BAD_USER_INPUT', message, { field: 'fields' });
}
