import { IConstruct } from 'constructs';
import { InjectionTarget, NamespaceTarget, PodTarget } from './injection-target';
import { selectedNamespaceLabels } from './namespace-selection';
import { ReleaseMapping } from './release-mapping';
import { quote } from '../../analysis/base/quote';
import { CONTAINER_INJECTION_PREFIX, INJECTION_ANNOTATIONS, METADATA_PREFIX, RELEASE_MAPPING_ANNOTATIONS } from '../../analysis/dynatrace/injection-annotations';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { checkNamespaceName } from '../../core/check-name';
import { DynaKube } from '../dynakube/dynakube';
import { InjectionFailurePolicy } from '../dynakube/feature-flag';
import { checkQuantity } from '../pods/container';
import { checkKey } from '../pods/label-selector';
import { apiObjectOf } from '../shared/api-object';
import { OneAgentFlavor } from '../shared/one-agent-flavor';

const INJECTION = Symbol.for('cdk8s-istio-oneagent.OneAgentInjection');

/** Where the files of the code modules come from, as seen by a pod. */
export enum OneAgentVolumeType {
  /** A volume of the CSI driver, which the pods of a node share. */
  CSI = 'csi',
  /** A volume of the pod's own, filled by the init container. */
  EPHEMERAL = 'ephemeral',
  /** An image that is mounted as a volume. Since operator 1.11. */
  IMAGE = 'image',
}

/**
 * What the Dynatrace operator's webhook puts into the pods of a workload, by annotations of the pod template; or which DynaKube looks after a
 * namespace, by its labels.
 *
 * What stands there already with another value is not replaced, but an error.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-annotations
 */
export class OneAgentInjection {
  /**
   * The injection of a workload (a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or Argo Rollout) or of a Namespace, of cdk8s-plus or
   * any other library. Always the same object for one construct.
   *
   * @throws if the construct is neither
   */
  public static of(workloadOrNamespace: IConstruct): OneAgentInjection {
    const holder = workloadOrNamespace as IConstruct & { [INJECTION]?: OneAgentInjection };
    if (!holder[INJECTION]) { Object.defineProperty(holder, INJECTION, { value: new OneAgentInjection(targetOf(workloadOrNamespace)) }); }
    return holder[INJECTION]!;
  }

  private readonly target: InjectionTarget;

  private constructor(target: InjectionTarget) {
    this.target = target;
  }

  /**
   * Nothing of Dynatrace gets into the pods.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public disable(): void {
    this.annotatePods(INJECTION_ANNOTATIONS.ALL, 'false');
  }

  /**
   * The pods get OneAgent even where a DynaKube lets pods ask for it (`FeatureFlag.automaticInjection(false)`). A DynaKube must still select their
   * namespace.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public enableOneAgent(): void {
    this.annotatePods(INJECTION_ANNOTATIONS.ONE_AGENT, 'true');
  }

  /**
   * The pods don't get OneAgent.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public disableOneAgent(): void {
    this.annotatePods(INJECTION_ANNOTATIONS.ONE_AGENT, 'false');
  }

  /**
   * The pods don't get metadata of Kubernetes for what they send.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public disableMetadataEnrichment(): void {
    this.annotatePods(INJECTION_ANNOTATIONS.METADATA_ENRICHMENT, 'false');
  }

  /**
   * The pods don't get environment variables for OTLP exporters.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public disableOtlpExporterConfiguration(): void {
    this.annotatePods(INJECTION_ANNOTATIONS.OTLP_EXPORTER_CONFIGURATION, 'false');
  }

  /**
   * One container of the pods is left alone, such as `istio-proxy`.
   *
   * @throws if this is a namespace, no container can have the name, or the annotation has another value
   */
  public excludeContainer(name: string): void {
    checkNamespaceName('\'name\' of a container', name);
    this.annotatePods(CONTAINER_INJECTION_PREFIX + name, 'false');
  }

  /**
   * What happens to a pod whose injection fails.
   *
   * Without it, what the DynaKube's flag says: it starts without OneAgent.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public failurePolicy(policy: InjectionFailurePolicy): void {
    this.annotatePods(INJECTION_ANNOTATIONS.FAILURE_POLICY, policy);
  }

  /**
   * The code modules that the pods get, instead of all: `java`, `php`, `dotnet`, `nodejs`, `apache`, `nginx`, `go`, `python` and so on.
   *
   * @throws if this is a namespace, there are none, a name can't be one, or the annotation has another value
   */
  public technologies(...technologies: string[]): void {
    const bad = technologies.find(technology => !/^[a-z0-9-]+$/.test(technology));
    if (bad !== undefined || technologies.length === 0) {
      throw new Error(`'technologies' takes names of lower-case letters, digits and '-', one at least, got ${quote(bad ?? '')}`);
    }
    this.annotatePods(INJECTION_ANNOTATIONS.TECHNOLOGIES, [...new Set(technologies)].sort().join(','));
  }

  /**
   * The C library of the pods' images. Without it, what the images suggest.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public flavor(flavor: OneAgentFlavor): void {
    this.annotatePods(INJECTION_ANNOTATIONS.FLAVOR, flavor);
  }

  /**
   * Folder of the containers that OneAgent is mounted at. Without it, `/opt/dynatrace/oneagent-paas`.
   *
   * @throws if this is a namespace, the path is not absolute and clean, holds a blank, comma or colon, or the annotation has another value
   */
  public installPath(path: string): void {
    const isClean = /^(?:\/[^\s,:/\0]+)+$/.test(path) && !/\/\.{1,2}(?:\/|$)/.test(path);
    if (!isClean) {
      throw new Error(`'installPath' takes an absolute path without blanks, commas, colons, "//", "." and "..", and without a final "/", got ${quote(path)}`);
    }
    this.annotatePods(INJECTION_ANNOTATIONS.INSTALL_PATH, path);
  }

  /**
   * Where the files of the code modules come from. Without it, the CSI driver where that is installed.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public volumeType(type: OneAgentVolumeType): void {
    this.annotatePods(INJECTION_ANNOTATIONS.VOLUME_TYPE, type);
  }

  /**
   * Size limit of the pods' own volume with the files of the code modules, a Kubernetes quantity such as `500Mi`.
   *
   * @throws if this is a namespace, the size is no quantity, or the annotation has another value
   */
  public oneAgentVolumeSize(size: string): void {
    this.annotatePods(INJECTION_ANNOTATIONS.ONE_AGENT_BIN_VOLUME, checkQuantity('oneAgentVolumeSize', size));
  }

  /**
   * Size limit of the pods' own volume with the configuration of the code modules, a Kubernetes quantity such as `10Mi`.
   *
   * @throws if this is a namespace, the size is no quantity, or the annotation has another value
   */
  public configVolumeSize(size: string): void {
    this.annotatePods(INJECTION_ANNOTATIONS.CONFIG_VOLUME, checkQuantity('configVolumeSize', size));
  }

  /**
   * Files of the configuration are mounted one by one instead of as a folder.
   *
   * @throws if this is a namespace, or the annotation has another value
   */
  public splitMounts(): void {
    this.annotatePods(INJECTION_ANNOTATIONS.SPLIT_MOUNTS, 'true');
  }

  /**
   * Adds an attribute to what the pods send.
   *
   * @throws if this is a namespace, the key can't be the name of an annotation, the value is empty or has control characters, or the annotation has
   * another value
   */
  public addMetadata(key: string, value: string): void {
    checkKey('addMetadata', METADATA_PREFIX + key);
    if (value === '' || hasControlCharacter(value)) { throw new Error(`'addMetadata' takes a text without control characters, got ${quote(value)}`); }
    this.annotatePods(METADATA_PREFIX + key, value);
  }

  /**
   * Gives a namespace the labels that a DynaKube selects namespaces by, so that its pods get OneAgent. Of `In` the first value is taken, of `Exists` the
   * value `true`, unless the namespace has the label already.
   *
   * @throws if this is no namespace, if the DynaKube puts OneAgent into no pods or leaves the namespace alone whatever its labels, or if the labels
   * of the namespace contradict the selector
   */
  public monitoredBy(dynakube: DynaKube): void {
    const { namespace } = this;
    for (const [key, value] of selectedNamespaceLabels(dynakube, namespace.name, namespace.labels())) { namespace.addLabel(key, value); }
  }

  /**
   * Says in which fields of a namespace's pods the data of their release is.
   *
   * @throws if this is no namespace, a text can't be the path of such a field, or an annotation has another value
   */
  public mapRelease(mapping: ReleaseMapping): void {
    const { namespace } = this;
    const annotations: [string, keyof ReleaseMapping][] = [
      [RELEASE_MAPPING_ANNOTATIONS.VERSION, 'version'],
      [RELEASE_MAPPING_ANNOTATIONS.PRODUCT, 'product'],
      [RELEASE_MAPPING_ANNOTATIONS.STAGE, 'stage'],
      [RELEASE_MAPPING_ANNOTATIONS.BUILD_VERSION, 'buildVersion'],
    ];
    for (const [annotation, prop] of annotations) {
      const path = mapping[prop];
      if (path !== undefined) { namespace.annotate(annotation, checkFieldPath(prop, path)); }
    }
  }

  private annotatePods(annotation: string, value: string): void {
    if (!(this.target instanceof PodTarget)) {
      throw new Error(`"${this.target.construct.node.path}" is a Namespace, whose pods have annotations of their own: pass their workloads, got ${quote(annotation)}`);
    }
    this.target.annotate(annotation, value);
  }

  private get namespace(): NamespaceTarget {
    if (!(this.target instanceof NamespaceTarget)) {
      throw new Error(`"${this.target.construct.node.path}" is a workload: pass the Namespace that its pods are in`);
    }
    return this.target;
  }
}

function targetOf(construct: IConstruct): InjectionTarget {
  const object = apiObjectOf(construct);
  return object?.apiVersion === 'v1' && object.kind === 'Namespace' ? new NamespaceTarget(construct, object) : new PodTarget(construct);
}

function checkFieldPath(prop: string, path: string): string {
  if (!/^(?:metadata\.(?:name|namespace|uid)|metadata\.(?:labels|annotations)\['[^'\s]+'\]|spec\.(?:nodeName|serviceAccountName))$/.test(path)) {
    throw new Error(`'${prop}' takes the path of a pod's field, such as "metadata.labels['app.kubernetes.io/version']", got ${quote(path)}`);
  }
  return path;
}
