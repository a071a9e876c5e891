import { textOf, textsOf } from '../../../base/json';
import { describeRef, ObjectRef } from '../../../base/object-ref';
import { quote } from '../../../base/quote';
import { Severity } from '../../../findings/finding';
import type { MeshRule } from '../../../findings/rule';
import type { MeshModel } from '../../../model/mesh-model';
import { completeHost } from '../../../model/virtual-service';
import { destinationRules } from '../../objects/destination-rules';
import { virtualServices } from '../virtual-service/destination-sites';
import { mirrorDestinations, routeDestinations } from '../virtual-service/virtual-service-spec';

/** A host in an object, and its path in messages. */
interface NamedHost {
  readonly ref: ObjectRef;
  readonly path: string;
  readonly host: string;
}

export const dotlessHost: MeshRule<MeshModel> = {
  name: 'mesh/dotless-host',
  severity: Severity.WARNING,
  upstream: 'ours',
  * check(model) {
    for (const { ref, path, host } of namedHosts(model)) {
      if (host === '' || host.includes('.')) { continue; }
      const entry = model.servicesOf(host).find(({ isKubernetes }) => !isKubernetes);
      const meant = completeHost(host, ref.namespace, model.settings);
      if (!entry || meant === host || model.servicesOf(meant).length > 0) { continue; }
      yield {
        object: ref.index,
        related: entry.ref.index,
        message: `'${path}' has no dot, so Istio completes it to ${quote(meant)}, got ${quote(host)}: it has no effect on ${describeRef(entry.ref)}, whose host stays as it is written; `
          + 'give the entry a host with a dot, and use it here',
      };
    }
  },
};

function* namedHosts(model: MeshModel): Iterable<NamedHost> {
  for (const { ref, spec } of destinationRules(model)) { yield { ref, path: 'spec.host', host: textOf(spec.host) ?? '' }; }
  for (const { ref, object, spec } of virtualServices(model)) {
    for (const [index, host] of textsOf(spec.hosts).entries()) { yield { ref, path: `spec.hosts[${index}]`, host }; }
    for (const { path, value } of [...routeDestinations(object), ...mirrorDestinations(object)]) { yield { ref, path: `${path}.host`, host: textOf(value.host) ?? '' }; }
  }
}
