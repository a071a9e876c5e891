import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkFolder } from './folder';
import * as l1 from '../../imports/kustomize.toolkit.fluxcd.io';
import { quote } from '../analysis/base/quote';
import { checkObjectName } from '../core/check-name';
import { listOrNothing, mapOrNothing } from '../core/non-empty';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';
import { objectName } from '../dynatrace/shared/object-name';
import { goDurationOf } from '../dynatrace/shared/whole-number';

/** The source of a Kustomization. */
export interface SourceRef {
  readonly kind: 'GitRepository' | 'OCIRepository';
  readonly name: string;
  readonly namespace: string;
}

/**
 * A Kustomization of Flux: applies a folder of a source. `FluxDelivery.addKustomization()` creates it.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class FluxKustomization extends Resource {
  /**
   * @throws if a value is not valid
   * @internal
   */
  public static _create(
    scope: Construct, name: string, namespace: string, sourceRef: SourceRef, options: FluxKustomizationOptions,
  ): FluxKustomization {
    return new FluxKustomization(scope, name, namespace, sourceRef, options);
  }

  protected readonly apiObject: ApiObject;
  private readonly dependencies = new Map<string, FluxDependency>();

  private constructor(scope: Construct, name: string, namespace: string, sourceRef: SourceRef, options: FluxKustomizationOptions) {
    for (const field of ['name', 'namespace'] as const) {
      if (options.metadata?.[field] === undefined) { continue; }
      throw new Error(`'metadata.${field}' must not be set, got ${quote(options.metadata[field])}; ${field === 'name' ? 'pass it as \'name\'' : 'set \'metadata.namespace\' of the FluxDelivery'}`);
    }
    const metadata = { ...options.metadata, name: checkObjectName('\'name\'', name), namespace };
    super(scope, name, metadata);
    for (const other of options.dependsOnNames ?? []) {
      this.addTo('dependsOnNames', { name: checkObjectName('\'dependsOnNames\'', other), namespace });
    }
    options.dependsOn?.forEach(other => { this.addTo('dependsOn', other); });
    const spec = specOf(namespace, sourceRef, options);
    this.apiObject = this._define(l1.Kustomization.GVK, metadata, () => ({ ...spec, dependsOn: this.dependsOn() }), l1.toJson_KustomizationSpec);
  }

  /**
   * Adds Kustomizations that must be ready before this one is applied.
   *
   * @throws if one of them is this one, or depends on this one, also by names in the same `FluxDelivery`
   */
  public addDependency(...kustomizations: FluxKustomization[]): void {
    checkCall('FluxKustomization#addDependency', kustomizations);
    kustomizations.forEach(other => { this.addTo('dependsOn', other); });
  }

  private addTo(prop: string, other: FluxDependency): void {
    const found = this.kustomizationOf(other);
    if (found?.needs(this)) {
      throw new Error(`'${prop}' must not have a circle, got ${quote(other.name)}, which ${found === this ? 'is this Kustomization itself' : `depends on ${quote(this.node.id)}`}; remove one dependency`);
    }
    this.dependencies.set(`${other.namespace}/${other.name}`, other);
  }

  /** Whether this is the other one, or depends on it. */
  private needs(other: FluxKustomization, seen = new Set<FluxKustomization>()): boolean {
    if (this === other) { return true; }
    if (seen.has(this)) { return false; }
    seen.add(this);
    return [...this.dependencies.values()].some(each => this.kustomizationOf(each)?.needs(other, seen));
  }

  /** The Kustomization of a name can be created later. One of another delivery with this name can be for another cluster. */
  private kustomizationOf(dependency: FluxDependency): FluxKustomization | undefined {
    const found = dependency instanceof FluxKustomization ? dependency : this.node.scope?.node.tryFindChild(dependency.name);
    return found instanceof FluxKustomization ? found : undefined;
  }

  /** Each dependency once, in the order of their names. */
  private dependsOn(): l1.KustomizationSpecDependsOn[] | undefined {
    return listOrNothing([...this.dependencies.keys()].sort().map(key => this.dependencies.get(key)!)
      .map(({ name, namespace }) => ({ name, namespace: namespace === this.namespace ? undefined : namespace })));
  }
}

/** A Kustomization that another one depends on. */
interface FluxDependency {
  readonly name: string;
  readonly namespace: string;
}

function specOf(namespace: string, sourceRef: SourceRef, options: FluxKustomizationOptions): l1.KustomizationSpec {
  const { prune = true, wait = true, interval = Duration.minutes(10), retryInterval = Duration.minutes(1), timeout = Duration.minutes(5) } = options;
  const path = checkFolder('path', options.path);
  return {
    interval: goDurationOf('interval', interval),
    retryInterval: goDurationOf('retryInterval', retryInterval),
    timeout: goDurationOf('timeout', timeout),
    path: path === '.' ? './' : `./${path}`,
    prune,
    wait,
    sourceRef: {
      kind: sourceRef.kind === 'GitRepository' ? l1.KustomizationSpecSourceRefKind.GIT_REPOSITORY : l1.KustomizationSpecSourceRefKind.OCI_REPOSITORY,
      name: sourceRef.name,
      namespace: sourceRef.namespace === namespace ? undefined : sourceRef.namespace,
    },
    serviceAccountName: objectName('serviceAccountName', 'ServiceAccount', options.serviceAccountName),
    postBuild: substitutesOf(options.substitute),
  };
}

function substitutesOf(substitute: { readonly [key: string]: string } | undefined): l1.KustomizationSpecPostBuild | undefined {
  const name = Object.keys(substitute ?? {}).find(key => !/^[_A-Za-z][_A-Za-z0-9]*$/.test(key));
  if (name !== undefined) { throw new Error(`'substitute' must have names of letters, digits and "_", which do not begin with a digit, got ${quote(name)}`); }
  const map = mapOrNothing(substitute);
  return map && { substitute: map };
}

/** How Flux applies a folder. `metadata` adds labels and annotations to the Kustomization. It can't set the name and the namespace. */
export interface FluxKustomizationOptions extends ResourceProps {
  /** Folder in the source, such as `dist/monitoring`; `.` is the root of the source. Everything below it is applied, too. */
  readonly path: string;

  /**
   * Kustomizations that must be ready before this one is applied.
   *
   * @default - it is applied at once
   */
  readonly dependsOn?: FluxKustomization[];

  /**
   * Names of further Kustomizations that must be ready, in the same namespace, such as those that the app does not create. A circle of names is an error if the same `FluxDelivery` has all of them.
   *
   * @default - no further Kustomizations
   */
  readonly dependsOnNames?: string[];

  /**
   * Whether Flux deletes objects that are no longer in the folder.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Whether the Kustomization is ready only when all its objects are healthy, and not as soon as they are applied. Others that depend on it wait for this.
   *
   * @default true
   */
  readonly wait?: boolean;

  /**
   * Time between two reconciliations, in whole seconds, at least one.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;

  /**
   * Time until a failed reconciliation is tried again, in whole seconds, at least one.
   *
   * @default Duration.minutes(1)
   */
  readonly retryInterval?: Duration;

  /**
   * Time that applying the objects and waiting for their health may take, in whole seconds, at least one.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * Name of the ServiceAccount that applies the objects, in the namespace of the Kustomization.
   *
   * @default - the ServiceAccount of the kustomize-controller, or that of its flag `--default-service-account`
   */
  readonly serviceAccountName?: string;

  /**
   * Values of variables: Flux replaces each `${name}` in the objects. A variable without a value becomes an empty text, also in scripts and configuration files.
   *
   * @default - Flux replaces nothing
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
   */
  readonly substitute?: { [key: string]: string };
}
