import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { listOf, recordOf, textOf } from '../../../base/json';
import { normalizePath } from '../../../base/posix-path';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

/** Names of the built-in volumes of the ActiveGate. */
const NAMES = new Set([
  'ag-lib-gateway-config', 'ag-lib-gateway-temp', 'ag-lib-gateway-data', 'ag-lib-gateway-ssl', 'ag-log-gateway', 'ag-tmp-gateway', 'ag-authtoken-secret',
  'connection-info-secret', 'server-certs', 'trustedcas', 'custom-properties', 'deployment-properties', 'internal-proxy-secret-volume', 'eec-token',
  'kspm-token', 'truststore-volume', 'cert-tmp',
]);

/** Mount paths of the built-in volumes. */
const PATHS = new Set([
  ...['config', 'temp', 'data', 'ssl', 'config_template/custom.properties'].map(path => `/var/lib/dynatrace/gateway/${path}`),
  '/var/log/dynatrace/gateway',
  '/var/tmp/dynatrace/gateway',
  ...[
    'tokens/auth-token', 'tokens/tenant-token', 'tls', 'rootca', 'config/deployment.properties', 'internal-proxy', 'eec/token',
    'tokens/kspm/node-configuration-collector',
  ].map(path => `/var/lib/dynatrace/secrets/${path}`),
  '/opt/dynatrace/gateway/jre/lib/security/cacerts',
]);

export const activeGateVolume: ObjectRule = {
  name: 'dynakube/active-gate-volume',
  severity: Severity.WARNING,
  upstream: 'ours',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* ({ spec }) {
    const { volumes, volumeMounts } = recordOf(spec.activeGate);
    for (const [index, volume] of listOf(volumes).entries()) {
      const name = textOf(recordOf(volume).name) ?? '';
      if (NAMES.has(name)) { yield `'spec.activeGate.volumes[${index}].name' must not be the name of a built-in volume of the ActiveGate, got ${quote(name)}; choose another name`; }
    }
    for (const [index, mount] of listOf(volumeMounts).entries()) {
      const path = textOf(recordOf(mount).mountPath) ?? '';
      if (PATHS.has(normalizePath(path))) {
        yield `'spec.activeGate.volumeMounts[${index}].mountPath' must not be the path of a built-in volume of the ActiveGate, got ${quote(path)}; choose another path`;
      }
    }
  }),
};
