import { Labels } from '../../base/labels';

/** A client: its namespace and the labels of its pod. */
export interface Client {
  readonly namespace: string;
  readonly labels: Labels;
}

/** The proxy for which a match is evaluated. */
export interface RouteClient {
  readonly namespace: string;
  readonly labels: Labels;
  /** `mesh` for a sidecar, `<namespace>/<name>` of a Gateway for its proxy. */
  readonly gateway: string;
}
