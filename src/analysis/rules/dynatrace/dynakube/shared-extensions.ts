import { quote } from '../../../base/quote';
import { comparableApiUrl } from '../../../dynatrace/api-url';
import { hasExtensions } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { eachShared } from '../../objects/dynakubes';

export const sharedExtensions: MeshRule<MeshModel> = {
  name: 'dynakube/shared-extensions',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  check: model => eachShared(
    model,
    ({ spec }) => hasExtensions(spec) ? comparableApiUrl(spec.apiUrl ?? '') : undefined,
    (_, other) => `'spec.extensions' are on in DynaKube ${quote(other.name)} of the same environment too, so metrics are counted and billed twice; remove one of them`,
  ),
};
