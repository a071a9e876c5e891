import { ActiveGateCapability } from './active-gate-capability';
import { ActiveGatePodOptions } from './active-gate-pod-options';

/**
 * The ActiveGate of a DynaKube: a StatefulSet and a Service named `<DynaKube>-activegate`. It runs when it has a capability, or when an extension
 * is on. What is not here, such as `volumeClaimTemplate`, goes into `spec.activeGate` of the DynaKube.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export interface ActiveGateOptions extends ActiveGatePodOptions {
  /**
   * What the ActiveGate does. `DynaKube.addCapability()` adds to it.
   *
   * @default - nothing: it does not run, unless an extension needs it
   */
  readonly capabilities?: ActiveGateCapability[];

  /**
   * Name of a Secret with the ActiveGate's certificate: keys `server.p12`, `password` and `server.crt`.
   *
   * @default - a certificate that the operator makes
   */
  readonly tlsSecretName?: string;

  /**
   * Whether data that waits to be sent is kept in the pod instead of on a volume that outlives it. Concerns telemetry ingest only.
   *
   * @default false
   */
  readonly useEphemeralVolume?: boolean;
}
