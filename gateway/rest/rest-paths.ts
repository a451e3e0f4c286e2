/** Below this lie all routes of the compatibility layer. */
export const REST_BASE = '/iza/api/v1';

/** Paths below the base that are served without a field of the graph. */
export const OWN_PATHS = ['/openapi.json', '/docs', '/metrics'] as const;
