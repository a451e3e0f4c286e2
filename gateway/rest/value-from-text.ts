import { getNullableType, isEnumType, isInputObjectType, isListType, isScalarType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { IzaError } from '#kernel/errors.ts';

/**
 * The JSON value that texts of a query parameter or path mean for a type. A list takes commas and repetition, an input object JSON. Custom scalars
 * other than JSON stay text: the graph judges them. Throws BAD_USER_INPUT that names the parameter.
 */
export function valueFromTexts(type: GraphQLInputType, texts: readonly string[], name: string): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) {
    if (isInputObjectType(getNullableType(plain.ofType))) return texts.map((text) => parseJson(text, name));
    return texts.flatMap((text) => text.split(',')).map((text) => valueFromTexts(plain.ofType, [text], name));
  }
  const [text = '', second] = texts;
  if (second !== undefined) throw refuse(name, 'is given more than once');
  if (isInputObjectType(plain)) return parseJson(text, name);
  if (isEnumType(plain)) {
    if (!plain.getValue(text))
      throw refuse(
        name,
        `must be one of ${plain
          .getValues()
          .map(({ name }) => name)
          .join(', ')}`,
      );
    return text;
  }
  return isScalarType(plain) ? scalarFromText(plain.name, text, name) : text;
}

function scalarFromText(type: string, text: string, name: string): unknown {
  switch (type) {
    case 'Boolean':
      if (text !== 'true' && text !== 'false') throw refuse(name, 'must be true or false');
      return text === 'true';
    case 'Int':
      if (!/^-?\d{1,10}$/.test(text) || Math.abs(Number(text)) > 2 ** 31 - 1)
        throw refuse(name, 'must be a whole number of 32 bits');
      return Number(text);
    case 'Float':
      if (!/^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) || !Number.isFinite(Number(text)))
        throw refuse(name, 'must be a number');
      return Number(text);
    case 'JSON':
      return parseJson(text, name);
    default:
      return text;
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(name, 'must be JSON');
  }
}

function refuse(name: string, what: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${name} ${what}.`, { field: name });
}
