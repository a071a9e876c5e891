import { RouteClient } from './client';
import type { SidecarScope } from './sidecar-scope';
import type { MeshModel } from '../../model/mesh-model';

/** What listeners are built for. */
export interface ListenerContext {
  readonly model: MeshModel;
  readonly scope: SidecarScope;
  readonly client: RouteClient;
  readonly dnsCapture: boolean;
}
