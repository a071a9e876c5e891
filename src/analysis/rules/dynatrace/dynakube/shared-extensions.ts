import { eachShared } from './dynakubes';
import { comparableApiUrl } from '../../../api-url';
import { hasExtensions } from '../../../dynakube-state';
import { Severity } from '../../../finding';
import type { MeshModel } from '../../../mesh-model';
import { quote } from '../../../quote';
import type { MeshRule } from '../../../rule';

export const sharedExtensions: MeshRule<MeshModel> = {
  name: 'dynakube/shared-extensions',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  check: model => eachShared(
    model,
    ({ spec }) => hasExtensions(spec) ? comparableApiUrl(spec.apiUrl ?? '') : undefined,
    (_, other) => `'spec.extensions' are on in DynaKube ${quote(other.name)} of the same environment too, so that metrics are counted and billed twice; leave one out`,
  ),
};
