import { httpRoutes, matchesOf, specOf, tcpRoutes, tlsRoutes } from './virtual-service-spec';
import { textsOf } from '../../../base/json';
import type { KubernetesObject } from '../../../base/kubernetes-object';
import { quote } from '../../../base/quote';
import { isDnsLabel, isFqdn } from '../../../syntax/hosts';
import { splitNamespace } from '../../../syntax/namespaced-name';

/** Faults of names of gateways. */
interface GatewayNameFaults {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Faults that istiod finds in the names of gateways in an object. */
export function gatewayNameFaults(object: KubernetesObject): GatewayNameFaults {
  const own = faultsOf(textsOf(specOf(object).gateways), 'spec.gateways');
  const inMatches = (routes: ReturnType<typeof tlsRoutes>) => routes.flatMap(matchesOf)
    .map(({ path, value }) => faultsOf(textsOf(value.gateways), `${path}.gateways`));
  const tls = inMatches(tlsRoutes(object));
  return {
    errors: [own, ...inMatches(httpRoutes(object)), ...tls, ...inMatches(tcpRoutes(object))].flatMap(({ errors }) => errors),
    // istiod loses its warnings about matches of http and tcp routes.
    warnings: [own, ...tls].flatMap(({ warnings }) => warnings),
  };
}

/** istiod stops at the first name without a slash, which may be `mesh`. */
function faultsOf(names: readonly string[], path: string): GatewayNameFaults {
  const errors: string[] = [];
  const warnings: string[] = [];
  for (const [index, name] of names.entries()) {
    const parts = splitNamespace(name);
    if (parts.namespace === undefined) {
      if (name.includes('.')) { warnings.push(`'${path}[${index}]' has the old form of a gateway name, got ${quote(name)}; write ${quote(currentForm(name))}`); }
      if (!isFqdn(name)) { errors.push(nameFault(`${path}[${index}]`, name)); }
      break;
    }
    if (!isDnsLabel(parts.namespace) || !isDnsLabel(parts.name)) { errors.push(nameFault(`${path}[${index}]`, name)); }
  }
  return { errors, warnings };
}

function nameFault(path: string, name: string): string {
  return `'${path}' must be "mesh", the name of a Gateway or "<namespace>/<name>", got ${quote(name)}`;
}

function currentForm(name: string): string {
  const [gateway, namespace] = name.split('.');
  return `${namespace}/${gateway}`;
}
