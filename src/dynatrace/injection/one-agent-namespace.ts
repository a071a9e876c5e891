import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isToBeSet, namespaceObjectOf } from './injection-target';
import { selectedNamespaceLabels } from './namespace-selection';
import { groupKindOf } from '../../analysis/base/group-kind';
import { recordOf, textOf } from '../../analysis/base/json';
import { labelsOf } from '../../analysis/base/labels';
import { quote } from '../../analysis/base/quote';
import { RELEASE_MAPPING_ANNOTATIONS } from '../../analysis/dynatrace/injection-annotations';
import { podTemplatePath } from '../../analysis/model/pod-template';
import { checkCall } from '../../core/signatures/check-call';
import { DynaKube } from '../dynakube/dynakube';
import { apiObjectOf } from '../shared/api-object';

const NAMESPACE = Symbol.for('cdk8s-istio-oneagent.OneAgentNamespace');

/**
 * The fields of the pods of a namespace that hold the data of a release, as paths such as `metadata.labels['app.kubernetes.io/version']`,
 * `metadata.annotations['team']` or `metadata.namespace`. They need the feature flag `FeatureFlag.labelVersionDetection(true)`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/version-detection
 */
export interface ReleaseMapping {
  /**
   * Field with the version (`DT_RELEASE_VERSION`).
   *
   * @default - the label `app.kubernetes.io/version`
   */
  readonly version?: string;

  /**
   * Field with the product (`DT_RELEASE_PRODUCT`).
   *
   * @default - the label `app.kubernetes.io/part-of`
   */
  readonly product?: string;

  /**
   * Field with the stage (`DT_RELEASE_STAGE`).
   *
   * @default - not sent
   */
  readonly stage?: string;

  /**
   * Field with the build (`DT_RELEASE_BUILD_VERSION`).
   *
   * @default - not sent
   */
  readonly buildVersion?: string;
}

/**
 * Labels and annotations of a Namespace that decide whether the Dynatrace operator injects OneAgent into its pods, and which release the pods report.
 *
 * For the pods of one workload, use `OneAgentInjection`.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-annotations
 */
export class OneAgentNamespace {
  /**
   * The settings of a Namespace of cdk8s-plus or any other library. Each construct has one object: another call returns the same one.
   *
   * @throws if the construct is not a Namespace
   */
  public static of(namespace: IConstruct): OneAgentNamespace {
    checkCall('OneAgentNamespace.of', [namespace]);
    const holder = namespace as IConstruct & { [NAMESPACE]?: OneAgentNamespace };
    if (!holder[NAMESPACE]) {
      const apiObject = namespaceObjectOf(namespace) ?? refuse(namespace);
      Object.defineProperty(holder, NAMESPACE, { value: new OneAgentNamespace(namespace, apiObject) });
    }
    return holder[NAMESPACE]!;
  }

  private readonly construct: IConstruct;
  private readonly apiObject: ApiObject;

  private constructor(construct: IConstruct, apiObject: ApiObject) {
    this.construct = construct;
    this.apiObject = apiObject;
  }

  /**
   * Adds the labels by which a DynaKube selects namespaces, so that the operator injects OneAgent into the pods. For the operator `In`, the label gets the
   * first value; for `Exists`, the value `true`. A label that the Namespace already has stays.
   *
   * @throws if the DynaKube does not inject OneAgent or ignores the namespace, or the labels of the Namespace contradict the selector
   */
  public enableOneAgent(dynakube: DynaKube): void {
    checkCall('OneAgentNamespace#enableOneAgent', [dynakube]);
    const labels = selectedNamespaceLabels(dynakube, this.apiObject.name, labelsOf(this.metadata().labels));
    for (const [key, value] of labels) { this.apiObject.metadata.addLabel(key, value); }
  }

  /**
   * Sets the fields of the pods that hold the data of their release.
   *
   * @throws if a text is not the path of such a field, or an annotation has another value
   */
  public mapRelease(mapping: ReleaseMapping): void {
    checkCall('OneAgentNamespace#mapRelease', [mapping]);
    const annotations: [string, keyof ReleaseMapping][] = [
      [RELEASE_MAPPING_ANNOTATIONS.VERSION, 'version'],
      [RELEASE_MAPPING_ANNOTATIONS.PRODUCT, 'product'],
      [RELEASE_MAPPING_ANNOTATIONS.STAGE, 'stage'],
      [RELEASE_MAPPING_ANNOTATIONS.BUILD_VERSION, 'buildVersion'],
    ];
    for (const [annotation, prop] of annotations) {
      const path = mapping[prop];
      if (path !== undefined) { this.annotate(annotation, checkFieldPath(prop, path)); }
    }
  }

  private annotate(annotation: string, value: string): void {
    const present = textOf(recordOf(this.metadata().annotations)[annotation]);
    if (isToBeSet(this.construct, annotation, value, present)) { this.apiObject.metadata.addAnnotation(annotation, value); }
  }

  /** The metadata as they render now. */
  private metadata(): Readonly<Record<string, unknown>> {
    return recordOf(recordOf(this.apiObject.toJson()).metadata);
  }
}

/** @throws for a construct that is not a Namespace; the message names the class to use */
function refuse(construct: IConstruct): never {
  const object = apiObjectOf(construct);
  const isWorkload = object !== undefined && podTemplatePath(groupKindOf(object)) !== undefined;
  const got = object === undefined ? 'a construct without an object of its own' : `${object.apiVersion} ${object.kind}`;
  throw new Error(`${quote(construct.node.path)} must be a Namespace, got ${got}; ${isWorkload ? 'use OneAgentInjection.of() for a workload' : 'pass the Namespace'}`);
}

function checkFieldPath(prop: string, path: string): string {
  if (!/^(?:metadata\.(?:name|namespace|uid)|metadata\.(?:labels|annotations)\['[^'\s]+'\]|spec\.(?:nodeName|serviceAccountName))$/.test(path)) {
    throw new Error(`'${prop}' must be the path of a pod's field such as "metadata.labels['app.kubernetes.io/version']", got ${quote(path)}`);
  }
  return path;
}
