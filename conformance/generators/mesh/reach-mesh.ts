import * as fc from 'fast-check';
import { admitted, assemble, inLists, withAllocatedAddresses } from './assemble';
import { aimedAt, connection } from './connection';
import { namespace, service, some, workloadEntry } from './kubernetes';
import { meshConfig } from './mesh-config';
import { rulesOfOneHost } from './rules-of-one-host';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import type { Case } from '../base/case';
import { list, maybe, weighted } from '../base/shapes';
import { destinationRule } from '../istio/destination-rule';
import { gateway, routedGateway } from '../istio/gateway';
import { serviceEntry } from '../istio/service-entry';
import { sidecar } from '../istio/sidecar';
import { delegate, virtualService } from '../istio/virtual-service';
import { NAMESPACES, TIDY } from '../istio/words';

/** Number of questions about a mesh. */
export const QUESTIONS = 12;

const OBJECTS: fc.Arbitrary<KubernetesObject[]> = fc.tuple(
  list(serviceEntry(TIDY), 1, 4),
  some(55, sidecar(TIDY), 2),
  some(40, service(TIDY), 2),
  some(40, virtualService(TIDY), 2),
  some(12, delegate(TIDY), 2),
  some(20, destinationRule(TIDY), 2),
  some(15, gateway(TIDY), 2),
  some(10, workloadEntry(TIDY), 2),
  some(10, fc.constantFrom(...NAMESPACES).chain(namespace), 2),
).map(kinds => kinds.flat());

/** The same, and a gateway that forwards some of the connections. */
const WITH_GATEWAY = fc.tuple(list(routedGateway(TIDY), 1, 2), OBJECTS).map(([gateways, objects]) => [...gateways.flat(), ...objects]);

/** In most cases all ages are different; otherwise some are equal, or none is known. */
const AGES: fc.Arbitrary<number[]> = weighted(
  [16, fc.shuffledSubarray([...Array(16).keys()], { minLength: 16 })],
  [2, fc.array(fc.nat(3), { minLength: 16, maxLength: 16 })],
  [1, fc.constant([])],
);

function mesh(objects: fc.Arbitrary<KubernetesObject[]>, gatewayShare: number): fc.Arbitrary<Case> {
  return fc.record({
    objects: fc.tuple(objects, AGES).map(([all, ages]) => withAllocatedAddresses(admitted(assemble(all, ages)))),
    meshConfig,
    questions: list(connection(TIDY, gatewayShare), QUESTIONS, QUESTIONS),
    lists: maybe(4, fc.tuple(fc.nat(4), fc.nat(2))),
  }, { noNullPrototype: true }).map(({ questions, lists, objects: all, meshConfig: config }) => ({
    objects: lists ? inLists(all, lists) : all,
    meshConfig: config,
    questions: questions.map(question => aimedAt(all, question)),
  }));
}

/** A mesh that a cluster could hold, and connections that its clients open. */
export const reachMesh: fc.Arbitrary<Case> = weighted([7, mesh(OBJECTS, 3)], [1, mesh(WITH_GATEWAY, 60)], [1, rulesOfOneHost(QUESTIONS)]);
