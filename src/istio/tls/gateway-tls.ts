import { checkTlsNames, clientTlsSpec } from './client-tls-spec';
import type * as l1 from '../../../imports/networking.istio.io';
import { quote } from '../../analysis/base/quote';
import { checkObjectName } from '../../core/check-name';
import { checkCall } from '../../core/signatures/check-call';

/** Options of TLS that a gateway starts. */
export interface GatewayTlsOptions {
  /**
   * Name of a Secret in the gateway's namespace with the certificates of the authorities that the gateway trusts, in the key `ca.crt` or `cacert`.
   *
   * @default - the trust store of the gateway's image; for `mutual()`, the Secret of the client certificate
   */
  readonly caCredentialName?: string;

  /**
   * Server name that the gateway sends (SNI).
   *
   * @default - the host of the ServiceEntry
   */
  readonly sni?: string;

  /**
   * Subject alternative names that the certificate of the server must have one of.
   *
   * @default - the host of the ServiceEntry
   */
  readonly subjectAltNames?: string[];
}

/**
 * TLS that an egress gateway starts with a server outside the mesh.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway-tls-origination/
 */
export class GatewayTls {
  /**
   * TLS in which only the server has a certificate.
   *
   * @throws if a name is not valid for a Secret, or a name of the server is not valid
   */
  public static simple(options: GatewayTlsOptions = {}): GatewayTls {
    checkCall('GatewayTls.simple', [options]);
    return new GatewayTls(options.caCredentialName, options, false);
  }

  /**
   * TLS in which the gateway has a certificate too.
   *
   * @param credentialName name of a Secret in the gateway's namespace with the certificate of the gateway (`tls.crt`), its key (`tls.key`), and the
   * certificates of the authorities that the gateway trusts (`ca.crt`)
   * @throws if a name is not valid for a Secret or of the server, or `caCredentialName` is set: the Secret has the certificates of the authorities in the key `ca.crt`
   */
  public static mutual(credentialName: string, options: GatewayTlsOptions = {}): GatewayTls {
    checkCall('GatewayTls.mutual', [credentialName, options]);
    if (options.caCredentialName !== undefined) {
      throw new Error(`'caCredentialName' must not be set for mutual TLS, got ${quote(options.caCredentialName)}; add the certificates to Secret ${quote(credentialName)} in the key "ca.crt"`);
    }
    return new GatewayTls(credentialName, options, true);
  }

  /** Whether the gateway has a certificate too. */
  public readonly isMutual: boolean;
  /** Name of the Secret in the gateway's namespace that the gateway reads; undefined if there is none. */
  public readonly credentialName?: string;

  private readonly options: GatewayTlsOptions;

  private constructor(credentialName: string | undefined, options: GatewayTlsOptions, isMutual: boolean) {
    this.credentialName = credentialName === undefined ? undefined : checkObjectName('\'credentialName\'', credentialName);
    checkTlsNames(options);
    this.options = options;
    this.isMutual = isMutual;
  }

  /**
   * The TLS settings of a DestinationRule.
   *
   * @internal
   */
  public _toSpec(host: string): l1.DestinationRuleSpecTrafficPolicyPortLevelSettingsTls {
    const { isMutual, credentialName, options: { sni, subjectAltNames } } = this;
    return clientTlsSpec({ isMutual, sni, subjectAltNames, credentialName }, host);
  }
}
