import { Duration } from 'cdk8s';
import { quote } from '../../analysis/base/quote';
import { deprecatedFeatureFlags, FEATURE_FLAG_PREFIX, featureFlags } from '../../analysis/dynatrace/dynatrace-feature-flags';
import { IGNORED_NAMESPACES } from '../../analysis/dynatrace/one-agent-injection';
import { OPERATOR_VERSIONS, OperatorVersion } from '../../analysis/settings/operator-version';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { isLabelKey } from '../../analysis/syntax/label-syntax';
import { re2Fault } from '../../analysis/syntax/re2/re2-syntax';
import { checkCall } from '../../core/signatures/check-call';
import { goDuration, MAX_INT32, wholeMilliseconds, wholeNumber, wholeSeconds } from '../shared/whole-number';

/** What happens to a pod if the injection fails. */
export enum InjectionFailurePolicy {
  /** It starts without OneAgent. */
  SILENT = 'silent',
  /** It does not start. */
  FAIL = 'fail',
}

/**
 * A feature flag of a DynaKube: an annotation that begins with `feature.dynatrace.com/`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-feature-flags
 */
export class FeatureFlag {
  /**
   * Default regular expressions of the namespaces that are not injected, in addition to the namespace of the operator. `ignoredNamespaces()` replaces them.
   * They don't include `istio-system`.
   */
  public static readonly DEFAULT_IGNORED_NAMESPACES: string[] = Object.freeze([...IGNORED_NAMESPACES]) as string[];

  /**
   * How long code modules wait before they connect for the first time, so that the sidecar is ready by then (`oneagent-initial-connect-retry-ms`). In
   * whole milliseconds.
   *
   * Without the flag, they wait 6 seconds if the DynaKube has a `OneAgentEgress` or `enableIstio`; otherwise they don't wait.
   *
   * @throws if the time is not a whole number of milliseconds up to 2147483647
   */
  public static initialConnectRetry(wait: Duration): FeatureFlag {
    checkCall('FeatureFlag.initialConnectRetry', [wait]);
    return new FeatureFlag('oneagent-initial-connect-retry-ms', String(wholeMilliseconds('initialConnectRetry', wait, MAX_INT32)));
  }

  /**
   * Hosts that are reached without the proxy of the DynaKube (`no-proxy`).
   *
   * @throws if there is no host, or a host has a space, a comma or a control character
   */
  public static noProxy(...hosts: string[]): FeatureFlag {
    checkCall('FeatureFlag.noProxy', hosts);
    const bad = hosts.find(host => !/^[^\s,\0]+$/.test(host));
    if (bad !== undefined) { throw new Error(`'noProxy' accepts hosts without spaces and commas, got ${quote(bad)}`); }
    if (hosts.length === 0) { throw new Error('\'noProxy\' must have at least one host, got none; leave the flag out'); }
    return new FeatureFlag('no-proxy', [...hosts].sort().join(','));
  }

  /**
   * Regular expressions of the namespaces that are not injected (`ignored-namespaces`).
   *
   * They replace the defaults: repeat `FeatureFlag.DEFAULT_IGNORED_NAMESPACES` to keep them. An expression matches any part of the name unless it has `^` and
   * `$`.
   *
   * @throws if the operator can't read an expression: Go's `regexp` has the syntax of RE2, without lookaround and back references
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public static ignoredNamespaces(...patterns: string[]): FeatureFlag {
    checkCall('FeatureFlag.ignoredNamespaces', patterns);
    patterns.forEach(checkPattern);
    return new FeatureFlag('ignored-namespaces', JSON.stringify([...new Set(patterns)].sort()));
  }

  /**
   * Whether pods are injected unless an annotation turns it off (`automatic-injection`, true by default). If false, an annotation must turn it on: see
   * `OneAgentInjection`.
   */
  public static automaticInjection(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.automaticInjection', [enabled]);
    return new FeatureFlag('automatic-injection', String(enabled));
  }

  /** Whether images are pulled from the vendor's public registry (`use-public-registry`, false by default). A platform token has the same effect. */
  public static usePublicRegistry(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.usePublicRegistry', [enabled]);
    return new FeatureFlag('use-public-registry', String(enabled));
  }

  /**
   * Whether monitoring through the Kubernetes API is set up for the cluster (`automatic-kubernetes-api-monitoring`, true by default). KSPM and extensions
   * need it.
   */
  public static automaticKubernetesApiMonitoring(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.automaticKubernetesApiMonitoring', [enabled]);
    return new FeatureFlag('automatic-kubernetes-api-monitoring', String(enabled));
  }

  /**
   * Name of the cluster in Dynatrace (`automatic-kubernetes-api-monitoring-cluster-name`, by default the name of the DynaKube).
   *
   * @throws if the name is empty or has control characters
   */
  public static clusterName(name: string): FeatureFlag {
    checkCall('FeatureFlag.clusterName', [name]);
    return new FeatureFlag('automatic-kubernetes-api-monitoring-cluster-name', plainText('clusterName', name));
  }

  /** Whether the operator creates the certificate of the ActiveGate (`automatic-tls-certificate`, true by default). */
  public static automaticTlsCertificate(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.automaticTlsCertificate', [enabled]);
    return new FeatureFlag('automatic-tls-certificate', String(enabled));
  }

  /** Whether the pods of the ActiveGate have an AppArmor profile (`activegate-apparmor`, false by default). */
  public static activeGateAppArmor(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.activeGateAppArmor', [enabled]);
    return new FeatureFlag('activegate-apparmor', String(enabled));
  }

  /**
   * Number of attempts of the CSI driver to mount, before pods start without OneAgent (`max-csi-mount-attempts`, 10 by default).
   *
   * @throws if the number is not a whole number from 1 to 2147483647
   */
  public static maxCsiMountAttempts(attempts: number): FeatureFlag {
    checkCall('FeatureFlag.maxCsiMountAttempts', [attempts]);
    return new FeatureFlag('max-csi-mount-attempts', String(wholeNumber('maxCsiMountAttempts', attempts, 1, MAX_INT32)));
  }

  /**
   * How long the CSI driver tries to mount, before pods start without OneAgent (`max-csi-mount-timeout`, 10 minutes by default). In whole seconds.
   *
   * @throws if the time is not a whole number of seconds
   */
  public static maxCsiMountTimeout(timeout: Duration): FeatureFlag {
    checkCall('FeatureFlag.maxCsiMountTimeout', [timeout]);
    return new FeatureFlag('max-csi-mount-timeout', goDuration(wholeSeconds('maxCsiMountTimeout', timeout, MAX_INT32)!));
  }

  /** Whether attributes that begin with `dt.kubernetes` are sent (`enable-attributes-dt.kubernetes`, true by default unless a platform token is used). */
  public static enableAttributesDtKubernetes(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.enableAttributesDtKubernetes', [enabled]);
    return new FeatureFlag('enable-attributes-dt.kubernetes', String(enabled));
  }

  /** Whether the version of an application is read from labels of its pods (`label-version-detection`, false by default). */
  public static labelVersionDetection(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.labelVersionDetection', [enabled]);
    return new FeatureFlag('label-version-detection', String(enabled));
  }

  /** What happens to a pod if the injection fails, unless an annotation of the pod sets it (`injection-failure-policy`, silent by default). */
  public static injectionFailurePolicy(policy: InjectionFailurePolicy): FeatureFlag {
    checkCall('FeatureFlag.injectionFailurePolicy', [policy]);
    return new FeatureFlag('injection-failure-policy', policy);
  }

  /** Whether the OneAgent pods on the nodes are privileged (`oneagent-privileged`, false by default). */
  public static oneAgentPrivileged(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.oneAgentPrivileged', [enabled]);
    return new FeatureFlag('oneagent-privileged', String(enabled));
  }

  /** Whether the OneAgent pods on the nodes have no liveness probe (`oneagent-skip-liveness-probe`, false by default). */
  public static oneAgentSkipLivenessProbe(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.oneAgentSkipLivenessProbe', [enabled]);
    return new FeatureFlag('oneagent-skip-liveness-probe', String(enabled));
  }

  /**
   * Whether the kubelet pulls the image of the code modules instead of the CSI driver (`node-image-pull`, false by default). Needs
   * `codeModulesImage` or the public registry.
   */
  public static nodeImagePull(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.nodeImagePull', [enabled]);
    return new FeatureFlag('node-image-pull', String(enabled));
  }

  /** Whether the extension controller uses the mount paths of older versions (`use-eec-legacy-mounts`, true by default). */
  public static useEecLegacyMounts(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.useEecLegacyMounts', [enabled]);
    return new FeatureFlag('use-eec-legacy-mounts', String(enabled));
  }

  /**
   * Whether the OTLP exporters of applications connect to the ActiveGate without a proxy (`otlp-exporter-configuration-set-no-proxy`, true by default).
   */
  public static otlpExporterConfigurationSetNoProxy(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.otlpExporterConfigurationSetNoProxy', [enabled]);
    return new FeatureFlag('otlp-exporter-configuration-set-no-proxy', String(enabled));
  }

  /** Whether the OneAgent of the mode `classicFullStack` runs without root (`oneagent-classic-nonroot`, false by default). Since operator 1.11. */
  public static oneAgentClassicNonRoot(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.oneAgentClassicNonRoot', [enabled]);
    return new FeatureFlag('oneagent-classic-nonroot', String(enabled));
  }

  /**
   * Whether the image of the code modules is mounted into pods as a volume (`mount-code-modules-via-image-volume`). Since operator 1.11. It needs Kubernetes
   * 1.35, containerd 2.2 or CRI-O 1.33, and an image from another registry than that of the environment. It can't be combined with `nodeImagePull()`.
   */
  public static mountCodeModulesViaImageVolume(enabled: boolean): FeatureFlag {
    checkCall('FeatureFlag.mountCodeModulesViaImageVolume', [enabled]);
    return new FeatureFlag('mount-code-modules-via-image-volume', String(enabled));
  }

  /**
   * Any other flag. A DynaKube rejects flags that are deprecated in its operator, and flags of later operators.
   *
   * @param name name of the flag without `feature.dynatrace.com/`
   * @param value value of the flag; `true` and `false` are texts too
   * @throws if the name is not valid for a flag
   */
  public static of(name: string, value: string): FeatureFlag {
    checkCall('FeatureFlag.of', [name, value]);
    if (name.startsWith(FEATURE_FLAG_PREFIX)) { throw new Error(`'name' must not begin with "${FEATURE_FLAG_PREFIX}", got ${quote(name)}; leave the prefix out`); }
    if (name.includes('/') || !isLabelKey(FEATURE_FLAG_PREFIX + name)) {
      throw new Error(`'name' must be letters, digits, '-', '_' and '.', 63 characters at most, got ${quote(name)}`);
    }
    return new FeatureFlag(name, value);
  }

  /** Name of the flag, without `feature.dynatrace.com/`. */
  public readonly name: string;

  /** Value of the flag as it is in the annotation. */
  public readonly value: string;

  private constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
  }

  /** The annotation that sets the flag, such as `feature.dynatrace.com/automatic-injection`. */
  public get annotation(): string {
    return FEATURE_FLAG_PREFIX + this.name;
  }

  /**
   * @throws if the operator does not support the flag, or the flag is deprecated
   * @internal
   */
  public _checkFor(operatorVersion: OperatorVersion): void {
    const since = OPERATOR_VERSIONS.find(version => featureFlags(version).includes(this.name));
    if (since !== undefined && !featureFlags(operatorVersion).includes(this.name)) {
      throw new Error(`the feature flag "${this.name}" needs operator ${since}, got 'operatorVersion' "${operatorVersion}"; leave it out, or upgrade the operator first`);
    }
    if (deprecatedFeatureFlags(operatorVersion).includes(this.name)) {
      throw new Error(`the feature flag "${this.name}" is deprecated, got 'operatorVersion' "${operatorVersion}"; leave it out, or set it with 'metadata.annotations'`);
    }
  }
}

function checkPattern(pattern: string): void {
  if (typeof pattern !== 'string') { throw new Error(`'ignoredNamespaces' accepts regular expressions, got ${quote(pattern)}`); }
  const fault = re2Fault(pattern);
  if (fault !== undefined) { throw new Error(`'ignoredNamespaces' accepts regular expressions in the syntax of Go (RE2), got ${quote(pattern)}, which has ${fault}`); }
}

function plainText(prop: string, text: string): string {
  if (text === '' || hasControlCharacter(text)) { throw new Error(`'${prop}' must not have control characters, got ${quote(text)}`); }
  return text;
}
