import { ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';
import { JsonObject } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';

/** A field that is filled in in the cluster, so that its value differs from what the chart renders. */
export interface FilledInField {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly jqPathExpression: string;
}

/** A Helm chart in an OCI registry, and how it is installed. */
export interface ChartRelease {
  /** Registry and path without a scheme, such as `public.ecr.aws/dynatrace`. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly releaseName: string;
  /** Namespace of the objects of the chart. */
  readonly namespace: string;
  /** Labels of that namespace; undefined if it is not created here. */
  readonly namespaceLabels?: { readonly [key: string]: string };
  /** Values of the chart; undefined for its defaults. */
  readonly values?: JsonObject;
  readonly filledInFields: readonly FilledInField[];
}

/** A tool that installs charts in clusters. */
export interface ChartDeliverer {
  /** The kind of the object that represents a release. */
  readonly gvk: GroupVersionKind;
  /** Default metadata of that object. */
  readonly metadata: ApiObjectMetadata;
  /** The spec of that object. */
  spec(release: ChartRelease, name: string): unknown;
  /** Creates the additional objects that it needs. */
  addOthers(scope: Construct, release: ChartRelease, metadata: ApiObjectMetadata): void;
  /** What must be done so that an object can be applied together with the release that installs its CRD; undefined if nothing is needed. */
  remedyBesideCrds(object: KubernetesObject): string | undefined;
}
