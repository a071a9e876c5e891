import { RouteClient } from './client';
import type { SidecarScope } from './sidecar-scope';
import type { MeshModel } from '../../model/mesh-model';

/** The input for building listeners. */
export interface ListenerContext {
  readonly model: MeshModel;
  readonly scope: SidecarScope;
  readonly client: RouteClient;
  readonly dnsCapture: boolean;
}
