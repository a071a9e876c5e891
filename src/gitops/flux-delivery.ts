import { ApiObject, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { FluxKustomization, FluxKustomizationOptions, SourceRef } from './flux-kustomization';
import { FluxSource } from './flux-source';
import { quote } from '../analysis/base/quote';
import { checkNamespaceName, checkObjectName } from '../core/check-name';
import { MeshChecker } from '../core/mesh-checker';
import { ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import { goDurationOf } from '../dynatrace/shared/whole-number';

/** Properties of `FluxDelivery`. `metadata` applies to the GitRepository or OCIRepository. Its namespace, by default `flux-system`, is also that of the Kustomizations. */
export interface FluxDeliveryProps extends ResourceProps {
  /** Where Flux finds the manifests. */
  readonly source: FluxSource;

  /**
   * Time between two looks at the source, in whole seconds, at least one.
   *
   * @default Duration.minutes(1)
   */
  readonly interval?: Duration;
}

/**
 * Delivers folders of a git repository or an OCI artifact with Flux: one source, and a Kustomization for each folder.
 *
 * Flux has no sync waves: what must be applied first is a folder of its own, and the other Kustomizations depend on it. Put the objects of Flux into a chart of their own, in a folder
 * that Flux already delivers.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 *
 * @exampleMetadata fixture=app
 * @example
 * const flux = new FluxDelivery(delivery, 'Flux', { source: FluxSource.existingGitRepository('flux-system') });
 * const operator = flux.addKustomization('operator', { path: 'dist/operator', wait: true });
 * flux.addKustomization('shop', { path: 'dist/shop', dependsOn: [operator] });
 */
export class FluxDelivery extends Construct {
  /** Namespace of the source and the Kustomizations. */
  public readonly namespace: string;

  private readonly sourceRef: SourceRef;

  /** @throws if a value is not valid, or `metadata` has a name although the source exists */
  public constructor(scope: Construct, id: string, props: FluxDeliveryProps) {
    checkCall('FluxDelivery', [scope, id, props]);
    super(scope, id);
    MeshChecker.of(this);
    Chart.of(this);
    const { metadata = {}, source: { _object: { kind, spec, existing } }, interval = Duration.minutes(1) } = props;
    this.namespace = metadata.namespace === undefined ? 'flux-system' : checkNamespaceName('\'metadata.namespace\'', metadata.namespace);
    if (metadata.name !== undefined) { checkObjectName('\'metadata.name\'', metadata.name); }
    const sourceInterval = goDurationOf('interval', interval);
    if (spec === undefined) {
      if (metadata.name !== undefined) { throw new Error(`'metadata.name' must not be set for an existing source, got ${quote(metadata.name)}; leave it out`); }
      this.sourceRef = { kind, name: existing!.name, namespace: existing!.namespace ?? this.namespace };
    } else {
      const source = new ApiObject(this, 'Source', {
        apiVersion: 'source.toolkit.fluxcd.io/v1', kind, metadata: { ...metadata, namespace: this.namespace }, spec: spec(sourceInterval),
      });
      this.sourceRef = { kind, name: source.name, namespace: this.namespace };
    }
  }

  /**
   * Adds a Kustomization for a folder of the source.
   *
   * @param name name of the Kustomization, unique in its namespace
   * @returns the Kustomization, for `dependsOn` of others
   * @throws if a value is not valid, there is a Kustomization with this name, or the dependencies have a circle
   */
  public addKustomization(name: string, options: FluxKustomizationOptions): FluxKustomization {
    checkCall('FluxDelivery#addKustomization', [name, options]);
    if (this.node.tryFindChild(name)) { throw new Error(`'name' must be unique in ${quote(this.node.path)}, got ${quote(name)} twice; give one of them another name`); }
    return FluxKustomization._create(this, name, this.namespace, this.sourceRef, options);
  }
}
