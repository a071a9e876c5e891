export { Severity } from './analysis/finding';

export * from './core/egress-destination';
export * from './core/mesh';
export * from './core/mesh-finding';
export * from './core/resource';

export * from './dynatrace/active-gate-capability';
export * from './dynatrace/active-gate-custom-properties';
export * from './dynatrace/active-gate-options';
export * from './dynatrace/communication-endpoint';
export * from './dynatrace/connection-info';
export * from './dynatrace/dns-policy';
export * from './dynatrace/dynakube';
export * from './dynatrace/dynakube-mode';
export * from './dynatrace/dynakube-props';
export * from './dynatrace/dynakube-spec-pass-through';
export * from './dynatrace/dynatrace-proxy';
export * from './dynatrace/env-var';
export * from './dynatrace/image-pull-policy';
export * from './dynatrace/int-or-string';
export * from './dynatrace/label-selector';
export * from './dynatrace/legacy-one-agent-props';
export * from './dynatrace/metadata-enrichment';
export * from './dynatrace/one-agent';
export * from './dynatrace/one-agent-apm';
export * from './dynatrace/one-agent-mode-options';
export * from './dynatrace/resource-requirements';
export * from './dynatrace/rolling-update';
export * from './dynatrace/toleration';
export * from './dynatrace/topology-spread-constraint';

export * from './egress/one-agent-egress';

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
