import { ApiObject } from 'cdk8s';
import type { KubernetesObject } from '../analysis/base/kubernetes-object';
import { quote } from '../analysis/base/quote';
import { dynaKubeOf } from '../analysis/dynatrace/dynakube';
import { activeGateService, OperatorService, serviceObject, telemetryIngestService } from '../analysis/dynatrace/operator-services';
import type { Destination } from '../analysis/reach/trace/egress-proof';
import { serviceSuffix } from '../analysis/syntax/service-hosts';
import { EgressDestination } from '../core/egress-destination';
import { nearestMeshSettings } from '../core/mesh-scope';
import { checkCall } from '../core/signatures/check-call';
import { DynaKube, IDynaKube } from '../dynatrace/dynakube/dynakube';
import { EgressHost, IEgressTarget } from '../istio/egress-host';

/**
 * A Service that the operator creates for a DynaKube, to which applications send data. A Sidecar imports it with `sidecar.allowEgressTo()`, and the synth
 * fails if its workloads do not reach the Service.
 */
export class DynaKubeService implements IEgressTarget {
  /**
   * The OpenTelemetry Collector that ingests telemetry in the cluster. Its UDP ports (statsd, and Thrift of Jaeger) are not among the destinations,
   * because sidecars don't handle UDP.
   *
   * @param dynakube a DynaKube with `telemetryIngest`. One outside the app counts as having it with its defaults: all protocols, without TLS
   * @throws if the DynaKube of the app does not have it
   * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
   */
  public static telemetryIngest(dynakube: IDynaKube): DynaKubeService {
    checkCall('DynaKubeService.telemetryIngest', [dynakube]);
    return new DynaKubeService(dynakube, manifest => telemetryIngestService(manifest), { telemetryIngest: {} },
      'have \'telemetryIngest\', because the Service is created for it; pass \'telemetryIngest: {}\' to the DynaKube');
  }

  /**
   * The ActiveGate of the cluster: its port 443, which the operator sets in the variables of OTLP exporters.
   *
   * @param dynakube a DynaKube with an ActiveGate. One outside the app counts as having it
   * @throws if the DynaKube of the app does not have it
   * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
   */
  public static activeGate(dynakube: IDynaKube): DynaKubeService {
    checkCall('DynaKubeService.activeGate', [dynakube]);
    return new DynaKubeService(dynakube, manifest => activeGateService(manifest), { activeGate: { capabilities: ['routing'] } },
      'have an ActiveGate, because the Service is created for it; pass capabilities in \'activeGate\' of the DynaKube');
  }

  private constructor(
    private readonly dynakube: IDynaKube,
    private readonly serviceOf: (manifest: Parameters<typeof telemetryIngestService>[0]) => OperatorService | undefined,
    private readonly assumed: Parameters<typeof telemetryIngestService>[0]['spec'],
    requirement: string,
  ) {
    if (this.service() === undefined) { throw new Error(`'dynakube' must ${requirement}, got the DynaKube ${quote(dynakube.name)} without it`); }
  }

  /** Host of the Service, such as `dynakube-telemetry-ingest.dynatrace.svc.cluster.local`. Empty if the DynaKube has lost the field that creates it. */
  public get host(): string {
    const service = this.service();
    return service ? `${service.name}.${service.namespace}${serviceSuffix(nearestMeshSettings(this.dynakube))}` : '';
  }

  /** The host that a Sidecar must import to reach the Service. */
  public get egressHosts(): EgressHost[] {
    const { host } = this;
    return host === '' ? [] : [EgressHost._ofService(this.dynakube.namespace, host)];
  }

  /** The connections to the Service, one for each TCP port, for `Mesh.requireEgress()`. */
  public get destinations(): EgressDestination[] {
    const { ports = [], tls } = this.service() ?? {};
    return ports.map(({ port }) => tls ? EgressDestination.https(this.host, port) : EgressDestination.http(this.host, port));
  }

  /** @internal */
  public _destinations(): Destination[] {
    return this.destinations.map(destination => destination._toQuestion());
  }

  /** @internal */
  public _assumed(): KubernetesObject[] {
    const service = this.service();
    return service ? [serviceObject(service)] : [];
  }

  /** The Service by the manifest of the DynaKube, as of now. */
  private service(): OperatorService | undefined {
    const { dynakube } = this;
    if (!DynaKube.isDynakube(dynakube)) { return this.serviceOf({ name: dynakube.name, namespace: dynakube.namespace, spec: this.assumed }); }
    const manifest = dynaKubeOf(ApiObject.of(dynakube).toJson() as KubernetesObject);
    return manifest && this.serviceOf(manifest);
  }
}
