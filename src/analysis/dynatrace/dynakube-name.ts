import { isRecord, listOf, recordOf } from '../base/json';

const MAX_LENGTH = 40;
// What the operator appends to the name must fit into labels too.
const MAX_LENGTH_WITH_EXTENSIONS = 31;
const MAX_LENGTH_WITH_KSPM = 35;
const MAX_LENGTH_WITH_TELEMETRY_INGEST = 37;

/** How long the name of a DynaKube may be, in bytes. */
export function maxDynaKubeNameLength(spec: unknown): number {
  const { extensions, kspm, telemetryIngest } = recordOf(spec);
  const { prometheus, databases } = recordOf(extensions);
  return Math.min(
    MAX_LENGTH,
    isRecord(prometheus) || listOf(databases).length > 0 ? MAX_LENGTH_WITH_EXTENSIONS : MAX_LENGTH,
    isRecord(kspm) ? MAX_LENGTH_WITH_KSPM : MAX_LENGTH,
    isRecord(telemetryIngest) ? MAX_LENGTH_WITH_TELEMETRY_INGEST : MAX_LENGTH,
  );
}

