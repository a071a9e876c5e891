import { NewerField } from '../../analysis/dynatrace/newer-fields';

/**
 * Refuses what the operator does not know yet.
 *
 * @throws if there is any: the API server would drop it without a word
 */
export function refuseNewerFields(fields: readonly NewerField[], operatorVersion: string): void {
  if (fields.length === 0) { return; }
  const [{ path, since, isRefused }] = fields;
  const effect = isRefused ? 'the API server of an older one refuses it' : 'the API server of an older one drops it without a word';
  throw new Error(`'${path}' came with operator ${since}, and ${effect}, got 'operatorVersion' "${operatorVersion}"; leave it out, or upgrade the operator first`);
}
