import { checkTlsNames, clientTlsSpec, ClientTls } from './client-tls-spec';
import type * as l1 from '../../../imports/networking.istio.io';
import { quote } from '../../analysis/base/quote';
import { checkObjectName } from '../../core/check-name';
import { checkCall } from '../../core/signatures/check-call';

/** Names in TLS that a sidecar starts. */
export interface SidecarTlsNames {
  /**
   * Server name that the sidecar sends (SNI).
   *
   * @default - the host of the ServiceEntry; if that is a wildcard, the host of each request
   */
  readonly sni?: string;

  /**
   * Subject alternative names that the certificate of the server must have one of.
   *
   * @default - those of the ServiceEntry, or its host; if that is a wildcard, the host of each request
   */
  readonly subjectAltNames?: string[];
}

/** Options of TLS in which only the server has a certificate. */
export interface SidecarTlsOptions extends SidecarTlsNames {
  /**
   * Path of a file in the container of the proxy with the certificates of the authorities that the sidecar trusts. Can't be combined with
   * `caCredentialName`.
   *
   * @default - the trust store of the proxy's image
   */
  readonly caFile?: string;

  /**
   * Name of a Secret in the namespace of the ServiceEntry with the certificates of the authorities that the sidecar trusts, in the key `ca.crt` or
   * `cacert`. Can't be combined with `caFile`.
   *
   * @default - the trust store of the proxy's image
   */
  readonly caCredentialName?: string;
}

/** Files with the certificate of a sidecar, in the container of the proxy. */
export interface SidecarTlsFiles extends SidecarTlsNames {
  /** Path of the file with the certificate of the client. */
  readonly certificateFile: string;

  /** Path of the file with the private key of the client. */
  readonly keyFile: string;

  /**
   * Path of the file with the certificates of the authorities that the sidecar trusts.
   *
   * @default - the trust store of the proxy's image
   */
  readonly caFile?: string;
}

/**
 * TLS that a sidecar starts with a server outside the mesh.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/
 */
export class SidecarTls {
  /**
   * TLS in which only the server has a certificate.
   *
   * @throws if the name is not valid for a Secret, the path is not absolute, both are set, or a name of the server is not valid
   */
  public static simple(options: SidecarTlsOptions = {}): SidecarTls {
    checkCall('SidecarTls.simple', [options]);
    const { caFile, caCredentialName, ...names } = options;
    if (caFile !== undefined && caCredentialName !== undefined) {
      throw new Error(`'caFile' and 'caCredentialName' can't be combined, got ${quote(caFile)} and ${quote(caCredentialName)}; leave one of them out`);
    }
    const caCertificates = caFile === undefined ? undefined : checkPath('caFile', caFile);
    const credentialName = caCredentialName === undefined ? undefined : checkObjectName('\'caCredentialName\'', caCredentialName);
    return new SidecarTls({ ...names, isMutual: false, credentialName, files: caCertificates === undefined ? {} : { caCertificates } });
  }

  /**
   * TLS in which the sidecar has a certificate too, from a Secret that istiod passes to the sidecars of the clients.
   *
   * @param credentialName name of a Secret in the namespace of the ServiceEntry with the certificate of the client (`tls.crt`), its key (`tls.key`), and
   * the certificates of the authorities that the sidecar trusts (`ca.crt`)
   * @throws if the name is not valid for a Secret, or a name of the server is not valid
   */
  public static mutual(credentialName: string, names: SidecarTlsNames = {}): SidecarTls {
    checkCall('SidecarTls.mutual', [credentialName, names]);
    return new SidecarTls({ ...names, isMutual: true, credentialName: checkObjectName('\'credentialName\'', credentialName) });
  }

  /**
   * TLS in which the sidecar has a certificate too, from files in the container of the proxy.
   *
   * @throws if a path is not absolute, or a name of the server is not valid
   */
  public static mutualFromFiles(files: SidecarTlsFiles): SidecarTls {
    checkCall('SidecarTls.mutualFromFiles', [files]);
    const { certificateFile, keyFile, caFile, ...names } = files;
    return new SidecarTls({
      ...names,
      isMutual: true,
      files: {
        clientCertificate: checkPath('certificateFile', certificateFile),
        privateKey: checkPath('keyFile', keyFile),
        ...caFile === undefined ? {} : { caCertificates: checkPath('caFile', caFile) },
      },
    });
  }

  /** Whether the sidecar has a certificate too. */
  public readonly isMutual: boolean;
  /** Name of the Secret in the namespace of the ServiceEntry that the sidecars of the clients read; undefined if there is none. */
  public readonly credentialName?: string;

  private constructor(private readonly settings: ClientTls) {
    checkTlsNames(settings);
    this.isMutual = settings.isMutual;
    this.credentialName = settings.credentialName;
  }

  /** @internal */
  public get _sni(): string | undefined {
    return this.settings.sni;
  }

  /**
   * The TLS settings of a DestinationRule.
   *
   * @param host the host; undefined for a wildcard
   * @param hasNames whether the ServiceEntry has subject alternative names, which apply where the rule has none
   * @internal
   */
  public _toTls(host: string | undefined, hasNames: boolean): l1.DestinationRuleSpecTrafficPolicyPortLevelSettingsTls {
    const spec = clientTlsSpec(this.settings, host);
    return hasNames && this.settings.subjectAltNames === undefined ? { ...spec, subjectAltNames: undefined } : spec;
  }
}

function checkPath(prop: string, path: string): string {
  if (!/^\/[^\0]*[^/\0]$/.test(path)) { throw new Error(`'${prop}' must be an absolute path in the container of the proxy, such as "/etc/partner/ca.crt", got ${quote(path)}`); }
  return path;
}
