import { isOfIstio, knownAnnotation } from './known-annotations';
import { labelsOf } from '../../../base/labels';
import { Severity } from '../../../findings/finding';
import type { ObjectRule } from '../../../findings/rule';
import { ANALYZED_KINDS, ownAnnotations } from '../../objects/annotated';

const INJECT = 'sidecar.istio.io/inject';

/** The replacement of each deprecated annotation. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  [INJECT]: 'use the label of the same name',
  'sidecar.istio.io/discoveryAddress': inProxyConfig('discoveryAddress'),
  'sidecar.istio.io/extraStatTags': inProxyConfig('extraStatTags'),
  'sidecar.istio.io/statsCompression': inProxyConfig('statsCompression'),
  'sidecar.istio.io/statsInclusionPrefixes': inProxyConfig('proxyStatsMatcher'),
  'sidecar.istio.io/statsInclusionRegexps': inProxyConfig('proxyStatsMatcher'),
  'sidecar.istio.io/statsInclusionSuffixes': inProxyConfig('proxyStatsMatcher'),
  'traffic.sidecar.istio.io/kubevirtInterfaces': "use 'istio.io/reroute-virtual-interfaces', available since Istio 1.25",
};

function inProxyConfig(field: string): string {
  return `set '${field}' in the annotation 'proxy.istio.io/config'`;
}

export const deprecated: ObjectRule = {
  name: 'annotations/deprecated',
  severity: Severity.INFO,
  upstream: 'IST0135',
  kinds: ANALYZED_KINDS,
  * check(object) {
    const labels = labelsOf(object.metadata?.labels);
    for (const name of Object.keys(ownAnnotations(object)).filter(isOfIstio)) {
      if (!knownAnnotation(name)?.isDeprecated) { continue; }
      // A manifest can set both to support old versions too.
      if (name === INJECT && Object.hasOwn(labels, INJECT)) { continue; }
      yield `'${name}' is deprecated; ${SUCCESSORS[name] ?? 'remove it'}`;
    }
  },
};
