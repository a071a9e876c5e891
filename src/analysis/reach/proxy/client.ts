import { Labels } from '../../base/labels';

/** A client: its namespace and the labels of its pod. */
export interface Client {
  readonly namespace: string;
  readonly labels: Labels;
}

/** The proxy that a match is evaluated for. */
export interface RouteClient {
  readonly namespace: string;
  readonly labels: Labels;
  /** `mesh` for a sidecar. For the proxy of a Gateway, its `<namespace>/<name>`. */
  readonly gateway: string;
}
