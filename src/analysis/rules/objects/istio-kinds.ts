import { SERVED_VERSIONS } from '../../schema/served-versions';

/** All kinds that istiod's webhook judges, as far as this library knows them. */
export const ISTIO_KINDS: readonly string[] = Object.keys(SERVED_VERSIONS);
