import { isRecord } from '../../../base/json';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachShared } from '../../objects/dynakubes';

export const telemetryServiceTaken: MeshRule<MeshModel> = {
  name: 'dynakube/telemetry-service-taken',
  severity: Severity.ERROR,
  upstream: 'operator',
  check: model => eachShared(
    model,
    ({ name, spec }) => isRecord(spec.telemetryIngest) ? spec.telemetryIngest.serviceName || `${name}-telemetry-ingest` : undefined,
    (service, other) => `'spec.telemetryIngest.serviceName' must differ from that of DynaKube ${quote(other.name)}, got ${quote(service)} twice; choose another name, the default is the name of the DynaKube with "-telemetry-ingest"`,
  ),
};
