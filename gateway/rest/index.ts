/** The face of the compatibility layer: everything outside this folder imports from here. */
export { createRest } from './create-rest.ts';
export type { Rest, RestOptions } from './create-rest.ts';
