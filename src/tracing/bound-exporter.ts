import type { Construct } from 'constructs';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import type { EgressHost } from '../istio/egress-host';

/** An environment variable of istiod with a value of a Secret in its namespace. */
export interface IstiodVariable {
  readonly name: string;
  readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** Where the proxies send traces, as a provider in an app knows it. It is read at synth. */
export interface BoundExporter {
  /** Host of the service in the mesh's registry, after its namespace and a slash. */
  readonly service: string;
  readonly port: number;
  /** `http` of the provider, or `grpc`, without the time limit. */
  readonly transport: { readonly http: object } | { readonly grpc: object };
  /** Id of the environment that receives the traces and has the API of the sampler. Undefined for a collector. */
  readonly environment?: string;
  /** Variables of istiod that the provider names. */
  readonly variables: readonly IstiodVariable[];
  readonly egressHosts: EgressHost[];
  readonly destinations: readonly Destination[];
  /** Services that are not part of the app. */
  readonly assumed: readonly KubernetesObject[];
  /** Why the proxies can't send traces there. */
  readonly faults: readonly string[];
}

/** A provider of tracing, as the scope of its exporter's objects. */
export interface ProviderScope extends Construct {
  readonly name: string;
}

/** Creates what the mesh needs to send traces somewhere. */
export type BindExporter = (provider: ProviderScope) => BoundExporter;
