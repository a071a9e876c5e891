import { checkDynaKube, DYNAKUBE } from './dynakube-rule';
import { hasExtensions, monitorsKubernetes } from '../../../dynatrace/dynakube-state';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';

export const extensionsWithoutMonitoring: ObjectRule = {
  name: 'dynakube/extensions-without-monitoring',
  severity: Severity.WARNING,
  upstream: 'operator-warning',
  kinds: DYNAKUBE,
  check: checkDynaKube(function* (dynakube) {
    if (hasExtensions(dynakube.spec) && !monitorsKubernetes(dynakube)) {
      yield "'spec.extensions' need Kubernetes monitoring, got no ActiveGate with \"kubernetes-monitoring\" and automatic-kubernetes-api-monitoring; add the capability, or set up monitoring elsewhere";
    }
  }),
};
