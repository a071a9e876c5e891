import { isRecord, listOf, recordOf } from '../base/json';

const MAX_LENGTH = 40;
// The operator appends suffixes to the name, and the result must be a valid label value.
const MAX_LENGTH_WITH_EXTENSIONS = 31;
const MAX_LENGTH_WITH_KSPM = 35;
const MAX_LENGTH_WITH_TELEMETRY_INGEST = 37;

/** Maximum length of the name of a DynaKube, in bytes. */
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

