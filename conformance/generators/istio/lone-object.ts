import type { Arbitrary } from 'fast-check';
import { destinationRule, destinationRuleParts } from './destination-rule';
import { fromSchema } from './from-schema';
import { gateway, gatewayParts } from './gateway';
import { peerAuthentication, peerAuthenticationParts } from './peer-authentication';
import { serviceEntry, serviceEntryParts } from './service-entry';
import { sidecar, sidecarParts } from './sidecar';
import { telemetry, telemetryParts } from './telemetry';
import { virtualService, virtualServiceParts } from './virtual-service';
import { TIDY, WILD, Words } from './words';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Case } from '../base/case';
import { grafted, mutated } from '../base/mutation';
import { Part, withPart } from '../base/part';
import { weighted } from '../base/shapes';

/** A kind: the generator of its objects, and parts to add to them. */
interface Kind {
  readonly weight: number;
  readonly group: string;
  readonly kind: string;
  readonly written: (words: Words) => Arbitrary<KubernetesObject>;
  readonly parts: (words: Words) => readonly Part[];
}

const KINDS: readonly Kind[] = [
  { weight: 10, group: 'networking.istio.io', kind: 'ServiceEntry', written: serviceEntry, parts: serviceEntryParts },
  { weight: 7, group: 'networking.istio.io', kind: 'Sidecar', written: sidecar, parts: sidecarParts },
  { weight: 8, group: 'networking.istio.io', kind: 'VirtualService', written: virtualService, parts: virtualServiceParts },
  { weight: 7, group: 'networking.istio.io', kind: 'DestinationRule', written: destinationRule, parts: destinationRuleParts },
  { weight: 4, group: 'networking.istio.io', kind: 'Gateway', written: gateway, parts: gatewayParts },
  { weight: 3, group: 'telemetry.istio.io', kind: 'Telemetry', written: telemetry, parts: telemetryParts },
  { weight: 2, group: 'security.istio.io', kind: 'PeerAuthentication', written: peerAuthentication, parts: peerAuthenticationParts },
];

/** Objects as people write them, with mistakes. */
const WRITTEN = weighted(...KINDS.map(({ weight, written }) => [weight, written(WILD)] as const));

/** Objects with any field that there is. */
const SCHEMATIC = weighted(...KINDS.map(({ weight, group, kind }) => [weight, fromSchema(WILD, group, kind)] as const));

/** Objects that are correct except in one place. */
const GRAFTED = weighted(...KINDS.map(({ weight, group, kind, written }) => [
  weight, grafted(written(TIDY), weighted([2, written(WILD)], [3, fromSchema(WILD, group, kind)])),
] as const));

/** Objects that are correct except in one part, for which there is a list of mistakes. */
const PATCHED = weighted(...KINDS.map(({ weight, written, parts }) => [weight, withPart(written(TIDY), parts(WILD))] as const));

/** One object, valid or not. The question is what its validation reports. */
export const loneObject: Arbitrary<Case> = weighted(
  [6, WRITTEN],
  [2, SCHEMATIC],
  [2, mutated(WRITTEN)],
  [5, GRAFTED],
  [6, PATCHED],
).map(object => ({ objects: [object], questions: [] }));
