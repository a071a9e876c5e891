export { Severity } from './analysis/finding';

export * from './core/egress-destination';
export * from './core/mesh';
export * from './core/mesh-finding';
export * from './core/resource';

export * from './dynatrace/communication-endpoint';
export * from './dynatrace/connection-info';

export * from './istio/capture-mode';
export * from './istio/connection-pool';
export * from './istio/egress-host';
export * from './istio/egress-target';
export * from './istio/export-scope';
export * from './istio/interception-mode';
export * from './istio/outbound-traffic-policy';
export * from './istio/port-protocol';
export * from './istio/proxy-bypass';
export * from './istio/resolution';
export * from './istio/service-entry';
export * from './istio/service-entry-endpoint';
export * from './istio/service-entry-interface';
export * from './istio/service-port';
export * from './istio/sidecar';
export * from './istio/sidecar-egress-listener';
export * from './istio/sidecar-ingress-listener';

export * as l1 from '../imports';
