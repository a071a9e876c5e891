import type { MeshModel } from './mesh-model';
import type { Service } from './service';
import { listOf, recordOf, textOf } from '../base/json';
import { portNumberOf } from '../base/port-number';
import { ProtocolFamily } from '../syntax/protocols';

/** What the server behind a port of a service expects first. `any` where nothing tells. */
export type Expectation = 'tls' | 'plain' | 'any';

/** A port of the server behind a service. */
export interface ServerPort {
  readonly number: number;
  readonly expects: Expectation;
}

const WELL_KNOWN: ReadonlyMap<number, Expectation> = new Map([[80, 'plain'], [443, 'tls']]);

/** Protocols whose bytes are TLS that somebody else ends. */
const TLS_PROTOCOLS = new Set(['HTTPS', 'TLS']);

/** What else decides which port of the server a connection arrives at. */
export interface ServerQuestion {
  /** Whether a proxy starts TLS. */
  readonly startsTls?: boolean;
  /** The port that the client dials; undefined behind a gateway. */
  readonly dialled?: number;
  /** Whether resolution NONE keeps the port even if the object has a `targetPort`. */
  readonly isPassedOn?: boolean;
}

/**
 * The port of the server that connections to a port of a service arrive at, and what it expects.
 *
 * With resolution NONE, a proxy keeps the port that the client dials, also if a route names another one. With resolution DYNAMIC_DNS, that is the port in the Host of the request. A Host without one means port 80, or 443 if the proxy starts TLS.
 *
 * An object declares what the server behind its own port expects. For a port that nobody declares, its number tells: 443 is for TLS and 80 for plain HTTP.
 */
export function serverPortOf(
  model: MeshModel, service: Service, port: number, { startsTls = false, dialled, isPassedOn = false }: ServerQuestion = {},
): ServerPort {
  const number = service.resolution === 'DYNAMIC_DNS' ? startsTls && port === 80 ? 443 : port
    : isPassedOn && service.resolution === 'NONE' ? port : targetOf(model, service, port, service.resolution === 'NONE' ? dialled : undefined);
  const declared = model.servicesOf(service.host)
    .filter(other => other.namespace === service.namespace)
    .flatMap(other => other.ports.filter(candidate => candidate.number === number).map(candidate => ({ other, candidate })))
    .find(({ other, candidate }) => targetOf(model, other, candidate.number) === candidate.number);
  return { number, expects: declared ? expectationOf(declared.candidate, number) : WELL_KNOWN.get(number) ?? 'any' };
}

function expectationOf({ protocol, family }: { readonly protocol: string; readonly family: ProtocolFamily }, number: number): Expectation {
  if (TLS_PROTOCOLS.has(protocol)) { return 'tls'; }
  // A port that is declared for HTTP may have TLS started by the proxy, unless its number says that the server expects none.
  if (family === ProtocolFamily.HTTP) { return number === 80 ? 'plain' : 'any'; }
  return WELL_KNOWN.get(number) ?? 'any';
}

/** The number of the server's port: that of the endpoints if they name one, else `targetPort`, else the port that is kept, or the port itself. */
function targetOf(model: MeshModel, service: Service, port: number, kept = port): number {
  const spec = recordOf(model.objects[service.ref.index]?.spec);
  const declared = listOf(spec.ports).map(recordOf).find(each => portNumberOf(service.isKubernetes ? each.port : each.number) === port);
  const ofEndpoints = new Set(listOf(spec.endpoints).map(endpoint => portNumberOf(recordOf(recordOf(endpoint).ports)[textOf(declared?.name) ?? ''])));
  const [first] = ofEndpoints;
  return (ofEndpoints.size === 1 ? first : undefined) ?? (portNumberOf(declared?.targetPort) || kept);
}
