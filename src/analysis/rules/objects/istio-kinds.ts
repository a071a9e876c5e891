import { SERVED_VERSIONS } from '../../schema/served-versions';

/** All kinds known to this library that istiod's webhook validates. */
export const ISTIO_KINDS: readonly string[] = Object.keys(SERVED_VERSIONS);
