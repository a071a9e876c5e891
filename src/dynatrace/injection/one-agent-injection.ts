import { IConstruct } from 'constructs';
import { isToBeSet, namespaceObjectOf } from './injection-target';
import { quote } from '../../analysis/base/quote';
import { CONTAINER_INJECTION_PREFIX, INJECTION_ANNOTATIONS, METADATA_PREFIX } from '../../analysis/dynatrace/injection-annotations';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { checkNamespaceName } from '../../core/check-name';
import { checkKey } from '../../core/labels';
import { checkCall } from '../../core/signatures/check-call';
import { Workload } from '../../core/workload';
import { InjectionFailurePolicy } from '../dynakube/feature-flag';
import { checkQuantity } from '../pods/container';
import { OneAgentFlavor } from '../shared/one-agent-flavor';

const INJECTION = Symbol.for('cdk8s-istio-oneagent.OneAgentInjection');

/** The source of the code module files in a pod. */
export enum OneAgentVolumeType {
  /** A volume of the CSI driver, which the pods of a node share. */
  CSI = 'csi',
  /** A volume of the pod, which the init container fills. */
  EPHEMERAL = 'ephemeral',
  /** An image that is mounted as a volume. Since operator 1.11. */
  IMAGE = 'image',
}

/**
 * Controls what the Dynatrace operator's webhook injects into the pods of a workload, by annotations of the pod template.
 *
 * An annotation that already has another value is an error, not replaced. For namespaces, use `OneAgentNamespace`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-annotations
 *
 * @exampleMetadata fixture=app
 * @example
 * OneAgentInjection.of(web).useTechnologies('java', 'nginx');
 */
export class OneAgentInjection {
  /**
   * The injection settings of a workload: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or Argo Rollout, of cdk8s-plus or any other
   * library. Each construct has one object: another call returns the same one.
   *
   * @throws if the construct has no pod template
   */
  public static of(workload: IConstruct): OneAgentInjection {
    checkCall('OneAgentInjection.of', [workload]);
    const holder = workload as IConstruct & { [INJECTION]?: OneAgentInjection };
    if (!holder[INJECTION]) { Object.defineProperty(holder, INJECTION, { value: new OneAgentInjection(workload, workloadOf(workload)) }); }
    return holder[INJECTION]!;
  }

  private readonly construct: IConstruct;
  private readonly workload: Workload;

  private constructor(construct: IConstruct, workload: Workload) {
    this.construct = construct;
    this.workload = workload;
  }

  /**
   * Disables all injection into the pods.
   *
   * @throws if the annotation has another value
   */
  public disable(): void {
    this.annotate(INJECTION_ANNOTATIONS.ALL, 'false');
  }

  /**
   * Enables OneAgent for the pods if the DynaKube injects it on request only (`FeatureFlag.automaticInjection(false)`). A DynaKube must still select their
   * namespace.
   *
   * @throws if the annotation has another value
   */
  public enableOneAgent(): void {
    this.annotate(INJECTION_ANNOTATIONS.ONE_AGENT, 'true');
  }

  /**
   * Disables OneAgent for the pods.
   *
   * @throws if the annotation has another value
   */
  public disableOneAgent(): void {
    this.annotate(INJECTION_ANNOTATIONS.ONE_AGENT, 'false');
  }

  /**
   * Disables metadata enrichment for the pods: the data that they send gets no Kubernetes metadata.
   *
   * @throws if the annotation has another value
   */
  public disableMetadataEnrichment(): void {
    this.annotate(INJECTION_ANNOTATIONS.METADATA_ENRICHMENT, 'false');
  }

  /**
   * Disables the environment variables that configure OTLP exporters in the pods.
   *
   * @throws if the annotation has another value
   */
  public disableOtlpExporterConfiguration(): void {
    this.annotate(INJECTION_ANNOTATIONS.OTLP_EXPORTER_CONFIGURATION, 'false');
  }

  /**
   * Excludes one container of the pods, such as `istio-proxy`, from injection.
   *
   * @throws if the name is not a valid container name, or the annotation has another value
   */
  public excludeContainer(name: string): void {
    checkCall('OneAgentInjection#excludeContainer', [name]);
    checkNamespaceName('\'name\' of a container', name);
    this.annotate(CONTAINER_INJECTION_PREFIX + name, 'false');
  }

  /**
   * Selects what happens to a pod if its injection fails. Without it, the feature flag of the DynaKube applies; by default, the pod starts without
   * OneAgent.
   *
   * @throws if the annotation has another value
   */
  public useFailurePolicy(policy: InjectionFailurePolicy): void {
    checkCall('OneAgentInjection#useFailurePolicy', [policy]);
    this.annotate(INJECTION_ANNOTATIONS.FAILURE_POLICY, policy);
  }

  /**
   * Limits the code modules that the pods get: `java`, `php`, `dotnet`, `nodejs`, `apache`, `nginx`, `go`, `python` and so on. Without it, they get all.
   *
   * @throws if there is none, a name is invalid, or the annotation has another value
   */
  public useTechnologies(...technologies: string[]): void {
    checkCall('OneAgentInjection#useTechnologies', technologies);
    const bad = technologies.find(technology => !/^[a-z0-9-]+$/.test(technology));
    if (bad !== undefined || technologies.length === 0) {
      throw new Error(`'useTechnologies' needs one or more names of lower-case letters, digits and '-', got ${quote(bad ?? '')}`);
    }
    this.annotate(INJECTION_ANNOTATIONS.TECHNOLOGIES, [...new Set(technologies)].sort().join(','));
  }

  /**
   * Selects the C library of the pods' images. Without it, the operator detects it from the images.
   *
   * @throws if the annotation has another value
   */
  public useFlavor(flavor: OneAgentFlavor): void {
    checkCall('OneAgentInjection#useFlavor', [flavor]);
    this.annotate(INJECTION_ANNOTATIONS.FLAVOR, flavor);
  }

  /**
   * Selects the directory of the containers where OneAgent is mounted. Without it, `/opt/dynatrace/oneagent-paas`.
   *
   * @throws if the path is not absolute and clean, or has a blank, comma or colon, or the annotation has another value
   */
  public useInstallPath(path: string): void {
    checkCall('OneAgentInjection#useInstallPath', [path]);
    const isClean = /^(?:\/[^\s,:/\0]+)+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
    if (!isClean) {
      throw new Error(`'useInstallPath' needs an absolute path without blanks, commas, colons, "//", "." and "..", and without "/" at the end, got ${quote(path)}`);
    }
    this.annotate(INJECTION_ANNOTATIONS.INSTALL_PATH, path);
  }

  /**
   * Selects the source of the code module files. Without it, the CSI driver if it is installed, and otherwise a volume of the pod.
   *
   * @throws if the annotation has another value
   */
  public useVolumeType(type: OneAgentVolumeType): void {
    checkCall('OneAgentInjection#useVolumeType', [type]);
    this.annotate(INJECTION_ANNOTATIONS.VOLUME_TYPE, type);
  }

  /**
   * Limits the size of the pod's volume with the code module files, as a Kubernetes quantity such as `500Mi`. Without it, there is no limit.
   *
   * @throws if the size is not a quantity, or the annotation has another value
   */
  public limitOneAgentVolume(size: string): void {
    checkCall('OneAgentInjection#limitOneAgentVolume', [size]);
    this.annotate(INJECTION_ANNOTATIONS.ONE_AGENT_BIN_VOLUME, checkQuantity('limitOneAgentVolume', size));
  }

  /**
   * Limits the size of the pod's volume with the configuration of the code modules, as a Kubernetes quantity such as `10Mi`. Without it, there is no
   * limit.
   *
   * @throws if the size is not a quantity, or the annotation has another value
   */
  public limitConfigVolume(size: string): void {
    checkCall('OneAgentInjection#limitConfigVolume', [size]);
    this.annotate(INJECTION_ANNOTATIONS.CONFIG_VOLUME, checkQuantity('limitConfigVolume', size));
  }

  /**
   * Mounts the configuration files one by one. Without it, their directory is mounted.
   *
   * @throws if the annotation has another value
   */
  public splitMounts(): void {
    this.annotate(INJECTION_ANNOTATIONS.SPLIT_MOUNTS, 'true');
  }

  /**
   * Adds an attribute to the data that the pods send.
   *
   * @throws if the key is not valid in the name of an annotation, the value is empty or has control characters, or the annotation has another value
   */
  public addMetadata(key: string, value: string): void {
    checkCall('OneAgentInjection#addMetadata', [key, value]);
    checkKey('addMetadata', METADATA_PREFIX + key);
    if (value === '' || hasControlCharacter(value)) { throw new Error(`'addMetadata' needs a text without control characters, got ${quote(value)}`); }
    this.annotate(METADATA_PREFIX + key, value);
  }

  private annotate(annotation: string, value: string): void {
    if (isToBeSet(this.construct, annotation, value, this.workload.annotation(annotation))) { this.workload.setAnnotation(annotation, value); }
  }
}

function workloadOf(construct: IConstruct): Workload {
  if (namespaceObjectOf(construct)) {
    throw new Error(`${quote(construct.node.path)} must be a workload, got a Namespace; use OneAgentNamespace.of(), or pass the workloads of the namespace`);
  }
  return Workload.of(construct);
}
