import { ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';
import { JsonObject } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';

/** A field that something in the cluster fills in, so that it differs from what the chart renders. */
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
  /** Namespace that the chart's objects get. */
  readonly namespace: string;
  /** Labels of that namespace; undefined if somebody else makes it. */
  readonly namespaceLabels?: { readonly [key: string]: string };
  /** Nothing, if all of the chart's own are good. */
  readonly values?: JsonObject;
  readonly filledInFields: readonly FilledInField[];
}

/** Something that installs charts in clusters. */
export interface ChartDeliverer {
  /** The object that stands for a release. */
  readonly gvk: GroupVersionKind;
  /** What the metadata of that object holds, unless the user says otherwise. */
  readonly metadata: ApiObjectMetadata;
  /** The spec of that object. */
  spec(release: ChartRelease, name: string): unknown;
  /** Makes the objects that it needs beside itself. */
  addOthers(scope: Construct, release: ChartRelease, metadata: ApiObjectMetadata): void;
  /** What must be done so that an object can be applied together with the release that brings its CRD; undefined if it can be already. */
  remedyBesideCrds(object: KubernetesObject): string | undefined;
}
