import { isDeepStrictEqual } from 'node:util';
import { Comparison, Disagreement, Tally } from './comparison';
import { recordOf, textOf } from '../../src/analysis/base/json';
import type { KubernetesObject } from '../../src/analysis/base/kubernetes-object';
import { apiUrlEndpoint } from '../../src/analysis/dynatrace/api-url';
import { OperatorComponent, operatorIstioObjects } from '../../src/analysis/dynatrace/operator-istio-objects';
import { EndpointSeparator, OperatorEndpoint, parseOperatorEndpointList } from '../../src/dynatrace/connection/operator-endpoint-list';
import type { Case } from '../generators/base/case';
import type { Answering, OperatorIstioRequest } from '../protocol/judge';

const COMPONENTS: readonly OperatorComponent[] = ['operator', 'oneagent', 'activegate'];

/** The result of one component: its objects, or that its endpoints can't be read. */
type Made = readonly KubernetesObject[] | 'fails';

/** Asks both sides which objects of Istio `enableIstio` makes of the endpoints of a DynaKube. They agree if the objects are equal, field for field. */
export async function compareOperatorIstio(judge: Answering, { objects: [dynakube] }: Case): Promise<Comparison> {
  const tally = new Tally();
  const request = requestOf(dynakube);
  const { objects: made, failed = {}, error } = await judge.ask(request);
  if (!made) {
    return { disagreements: [{ signature: 'error', text: `the judge has no answer: ${error}` }], counts: tally.counts };
  }
  const disagreements: Disagreement[] = [];
  for (const component of COMPONENTS) {
    const ours = ourObjects(request, component);
    const ofComponent = made.filter(({ metadata }) => metadata?.labels?.['app.kubernetes.io/component'] === component);
    const theirs: Made = component in failed ? 'fails' : ofComponent;
    tally.add(theirs === 'fails' ? 'lists that the operator refuses' : 'lists that the operator reads');
    if (theirs !== 'fails') { tally.add('objects of Istio', theirs.length); }
    if (isDeepStrictEqual(ours, theirs)) { continue; }
    disagreements.push({
      signature: `${component}: ${ours === 'fails' ? 'we fail' : theirs === 'fails' ? 'the operator fails' : 'objects differ'}`,
      text: `${component}\nours:   ${JSON.stringify(ours)}\ntheirs: ${theirs === 'fails' ? failed[component] : JSON.stringify(theirs)}`,
    });
  }
  return { disagreements, counts: tally.counts };
}

function ourObjects(request: OperatorIstioRequest, component: OperatorComponent): Made {
  try {
    // As JSON, which drops fields without a value.
    return JSON.parse(JSON.stringify(operatorIstioObjects(request, component, endpointsOf(request, component)))) as KubernetesObject[];
  } catch {
    return 'fails';
  }
}

function endpointsOf({ apiUrl, endpoints, activeGateEndpoints }: OperatorIstioRequest, component: OperatorComponent): readonly OperatorEndpoint[] {
  switch (component) {
    case 'oneagent': return parseOperatorEndpointList(endpoints, EndpointSeparator.ONE_AGENT, component);
    case 'activegate': return parseOperatorEndpointList(activeGateEndpoints, EndpointSeparator.ACTIVE_GATE, component);
    default: {
      const api = apiUrlEndpoint(apiUrl);
      if (api === undefined) { throw new Error('the API URL has no endpoint'); }
      return [api];
    }
  }
}

function requestOf({ metadata, spec, status }: KubernetesObject): OperatorIstioRequest {
  const { oneAgent, activeGate } = recordOf(status);
  const endpoints = (part: unknown): string => textOf(recordOf(recordOf(part).connectionInfoStatus).endpoints) ?? '';
  return {
    kind: 'operator-istio',
    name: metadata?.name ?? '',
    namespace: metadata?.namespace ?? '',
    apiUrl: textOf(recordOf(spec).apiUrl) ?? '',
    endpoints: endpoints(oneAgent),
    activeGateEndpoints: endpoints(activeGate),
  };
}
