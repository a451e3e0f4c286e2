import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'graphql';
import { buildApiSchema } from '#schema/api-schema.ts';
import { readVersion } from '../start/version.ts';
import { createContract } from './contract.ts';

/** Writes the OpenAPI document that follows from the supergraph. Run by `npm run generate`; CI proves that the committed file is fresh. */
const folder = new URL('../../schema/generated/', import.meta.url);
const supergraphSdl = readFileSync(new URL('supergraph.graphql', folder), 'utf8');
const { openapi } = createContract({
  schema: buildApiSchema(parse(supergraphSdl)),
  supergraphSdl,
  version: readVersion(),
});
writeFileSync(new URL('openapi.json', folder), `${JSON.stringify(openapi(), null, 2)}\n`);
