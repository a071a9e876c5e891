import { eachShared } from './dynakubes';
import { Severity } from '../../../finding';
import { isRecord } from '../../../json';
import type { MeshModel } from '../../../mesh-model';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';

export const telemetryServiceTaken: MeshRule<MeshModel> = {
  name: 'dynakube/telemetry-service-taken',
  severity: Severity.ERROR,
  upstream: 'operator',
  check: model => eachShared(
    model,
    ({ name, spec }) => isRecord(spec.telemetryIngest) ? spec.telemetryIngest.serviceName || `${name}-telemetry-ingest` : undefined,
    (service, other) => `'spec.telemetryIngest.serviceName' must differ from that of DynaKube ${quote(other.name)}, got ${quote(service)} twice; without a name it is the DynaKube's with "-telemetry-ingest"`,
  ),
};
