import {
  denied,
  listOf,
  malformed,
  mapOf,
  object,
  oneOf,
  text,
  whole,
  words,
  type Check,
  type Place,
} from './check.ts';
import { networkMode } from './host-config.ts';
import { imageReference } from './image-source.ts';

const IMPORT_REMEDY = 'leave it out: pull from a registry.';
const OPTION_REMEDY = 'leave it out.';

const pullMembers = object({
  changes: denied('image-import', IMPORT_REMEDY),
  fromImage: imageReference,
  fromSrc: denied('image-import', IMPORT_REMEDY),
  message: denied('image-import', IMPORT_REMEDY),
  platform: text,
  repo: denied('image-import', IMPORT_REMEDY),
  tag: text,
});

/** Query of `POST /images/create`. */
export const imagePull: Check = (value, place) => {
  pullMembers(value, place);
  if (typeof (value as { fromImage?: unknown } | null)?.fromImage !== 'string')
    malformed({ ...place, path: 'fromImage' }, 'the reference of an image');
};

const extraHosts: Check = (value, place) => {
  const lines = typeof value === 'string' ? [value] : value;
  listOf(text)(lines, place);
  if (/host-gateway/i.test(JSON.stringify(value))) hostGateway(place);
};

function hostGateway(place: Place): void {
  place.report('host-gateway', place.path, `${place.path}: leave host-gateway out.`);
}

/** Texts of the query are JSON where the engine wants maps; both forms are taken. */
const map: Check = (value, place) => {
  if (typeof value !== 'string') mapOf(text)(value, place);
};

const flagOrNumber: Check = (value, place) => {
  if (
    typeof value !== 'boolean' &&
    !(typeof value === 'number' && Number.isInteger(value)) &&
    !/^(0|1|true|false)?$/.test(String(value))
  ) {
    malformed(place, 'true or false');
  }
};

/** `scratch` is the name of nothing. */
const baseImage: Check = (value, place) => {
  if (value !== 'scratch') imageReference(value, place);
};

/**
 * Query of `POST /build`, and in `sources` what its Dockerfile begins from, copies from or adds: the engine itself would fetch them, from
 * wherever they name.
 */
export const imageBuild = object({
  sources: object({
    images: listOf(baseImage),
    urls: denied('build-remote', 'put the file into the context, or fetch it in a RUN step.'),
  }),
  buildargs: map,
  cachefrom: denied('build-options', OPTION_REMEDY),
  cgroupparent: denied('runtime', "leave the engine's own choice."),
  cpuperiod: whole,
  cpuquota: whole,
  cpusetcpus: text,
  cpusetmems: text,
  cpushares: whole,
  dockerfile: text,
  extrahosts: extraHosts,
  forcerm: flagOrNumber,
  isolation: oneOf(['default'], 'runtime', "leave the engine's own choice."),
  labels: map,
  memory: whole,
  memswap: whole,
  networkmode: networkMode,
  nocache: flagOrNumber,
  outputs: denied('build-options', OPTION_REMEDY),
  platform: text,
  pull: flagOrNumber,
  q: flagOrNumber,
  remote: denied('build-remote', 'send the context with the request.'),
  rm: flagOrNumber,
  securityopt: denied('build-options', OPTION_REMEDY),
  shmsize: whole,
  squash: flagOrNumber,
  t: words,
  target: text,
  ulimits: denied('build-options', OPTION_REMEDY),
  version: oneOf(['1'], 'build-options', 'use 1.'),
});
