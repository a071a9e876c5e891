import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { findSecret } from '../../../model/secret';
import { eachDynaKube } from '../../objects/dynakubes';

export const paasToken: MeshRule<MeshModel> = {
  name: 'dynakube/paas-token',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  check: model => eachDynaKube(model, function* (dynakube) {
    const name = dynakube.spec.tokens || dynakube.name;
    const secret = findSecret(model, dynakube.namespace, name);
    if (secret instanceof Map && secret.get('paasToken')) {
      yield `'spec.tokens' names a Secret with the deprecated key paasToken, got ${quote(name)}; remove the key, apiToken is enough`;
    }
  }),
};
