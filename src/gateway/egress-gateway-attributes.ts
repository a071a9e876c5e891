/** Attributes of a gateway that is not part of this app, for `EgressGateway.fromEgressGatewayAttributes()`. */
export interface EgressGatewayAttributes {
  /**
   * Namespace of the gateway's pods and Service.
   *
   * @default 'istio-system'
   */
  readonly namespace?: string;

  /**
   * Name of the gateway's Service.
   *
   * @default 'istio-egressgateway'
   */
  readonly serviceName?: string;

  /**
   * Labels that select the gateway's pods.
   *
   * @default - `istio: egressgateway`
   */
  readonly selector?: { [key: string]: string };

  /**
   * Ports of the Service, without the one for health checks.
   *
   * @default - 80 and 443
   */
  readonly ports?: number[];
}
