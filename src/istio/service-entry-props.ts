import { ExportScope } from './export-scope';
import { Location, Resolution } from './resolution';
import { ServiceEntryEndpoint } from './service-entry-endpoint';
import { ServicePort } from './service-port';
import { ResourceProps } from '../core/resource';

/** Properties of `ServiceEntry`. */
export interface ServiceEntryProps extends ResourceProps {
  /**
   * DNS names of the service, at least one; the first label can be the wildcard `*`. They are written in lower case and without a final dot. Kubernetes accepts
   * 256 in one object: each further 256, in code-unit order, are a ServiceEntry of their own, with the name `<name>-2` and so on.
   */
  readonly hosts: string[];

  /**
   * Ports of the service.
   *
   * @default - no ports; a ServiceEntry without ports has no effect until you call `addPort()`
   */
  readonly ports?: ServicePort[];

  /**
   * IP addresses or CIDRs that applications connect to.
   *
   * @default - no addresses: HTTP and TLS traffic is matched by host name; a TCP port captures all traffic to its port number
   */
  readonly addresses?: string[];

  /**
   * Whether the service is part of the mesh.
   *
   * @default Location.MESH_EXTERNAL
   */
  readonly location?: Location;

  /**
   * How sidecars resolve the address of the service.
   *
   * @default - decided at synth: with endpoints, DNS if one has a name, otherwise STATIC; STATIC with `workloadSelector`; NONE if a host is a wildcard, an
   * address is a CIDR, or there are addresses and the hosts end with `.invalid`; otherwise DNS. With NONE, a client that sends a name of the service reaches any
   * address; DYNAMIC_DNS makes the sidecar resolve the names below a wildcard
   */
  readonly resolution?: Resolution;

  /**
   * Endpoints that the traffic goes to. Can't be combined with `workloadSelector`.
   *
   * @default - no endpoints: the hosts themselves
   */
  readonly endpoints?: ServiceEntryEndpoint[];

  /**
   * Labels of the pods or WorkloadEntries in the namespace of the ServiceEntry that are its endpoints. Can't be combined with `endpoints`.
   *
   * @default - no workloads are selected
   */
  readonly workloadSelector?: { [key: string]: string };

  /**
   * Namespaces that the ServiceEntry is visible in.
   *
   * @default - the `defaultServiceExportTo` of the mesh, which is all namespaces unless it is set
   */
  readonly exportTo?: ExportScope[];

  /**
   * Subject alternative names that the certificate of the service must have one of. They apply if the sidecar starts TLS.
   *
   * @default - the names are not checked
   */
  readonly subjectAltNames?: string[];
}
