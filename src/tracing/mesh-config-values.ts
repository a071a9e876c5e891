import { ApiObject, Lazy, Yaml } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import type { IstiodVariable } from './bound-exporter';
import { OpenTelemetryProvider } from './open-telemetry-provider';
import { quote, quoteAll } from '../analysis/base/quote';
import { quotePath } from '../core/check-construct';
import { SEVERAL_PROVIDER_LISTS } from '../core/construct-rule';
import type { ConstructFinding } from '../core/finding-collector';
import { MeshChecker } from '../core/mesh-checker';
import { nearestMesh } from '../core/mesh-scope';
import type { MeshView } from '../core/mesh-view';
import { listOrNothing } from '../core/non-empty';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';

/** What each check of a mesh has found: every Telemetry asks. */
const OF_VIEW = new WeakMap<MeshView, readonly MeshConfigValues[]>();

/** Properties of `MeshConfigValues`. `metadata.name` is `istiod-values` unless it is set. */
export interface MeshConfigValuesProps extends ResourceProps {
  /** The providers of tracing, with different names. They are sorted by name. */
  readonly extensionProviders: OpenTelemetryProvider[];
}

/**
 * Values of Istio's Helm chart `istiod`, as a ConfigMap with the key `values.yaml`: the configuration of the mesh that no custom resource of Istio has.
 *
 * A HelmRelease of Flux reads it by `valuesFrom`, if both are in one namespace. For the command line and for Argo CD, use the file that is in it, or pass
 * `helmValues` to the construct that installs the chart. Helm replaces lists: name all providers of tracing of the mesh here.
 *
 * @see https://istio.io/latest/docs/setup/install/helm/
 *
 * @exampleMetadata fixture=app
 * @example
 * const provider = new OpenTelemetryProvider(network, 'Provider', {
 *   exporter: TraceExporter.collector({ namespace: 'monitoring', serviceName: 'otel-collector' }),
 * });
 * new MeshConfigValues(istio, 'Values', { extensionProviders: [provider] });
 */
export class MeshConfigValues extends Resource {
  /**
   * Those of the mesh of a construct, in the order of the construct tree.
   *
   * @internal
   */
  public static _ofMesh(scope: Construct, view: MeshView): readonly MeshConfigValues[] {
    const known = OF_VIEW.get(view);
    if (known) { return known; }
    const mesh = nearestMesh(scope);
    const isOfMesh = (each: IConstruct): each is MeshConfigValues => each instanceof MeshConfigValues && nearestMesh(each) === mesh;
    const found = scope.node.root.node.findAll().filter(isOfMesh);
    OF_VIEW.set(view, found);
    return found;
  }

  protected readonly apiObject: ApiObject;

  /** @internal */
  public readonly _providers: readonly OpenTelemetryProvider[];

  /**
   * @throws if there is no provider, two have one name or one variable of istiod, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: MeshConfigValuesProps) {
    checkCall('MeshConfigValues', [scope, id, props]);
    super(scope, id, props.metadata);
    if (props.extensionProviders.length === 0) { throw new Error('\'extensionProviders\' must have at least one provider, got "[]"'); }
    this._providers = [...props.extensionProviders].sort((a, b) => a.name < b.name ? -1 : 1);
    const twice = this._providers.find(({ name }, index) => name === this._providers[index + 1]?.name);
    if (twice) { throw new Error(`'extensionProviders' must have different names, because Istio keeps the last of a name only, got ${quote(twice.name)} twice; set 'name' of one`); }
    checkVariables(this._providers);
    const metadata = { ...props.metadata, name: props.metadata?.name ?? 'istiod-values' };
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'values.yaml': Lazy.any({ produce: () => Yaml.stringify(this.helmValues) }) },
    });
    MeshChecker.of(this).addSource(this, mesh => this.findings(mesh));
  }

  /** The values as plain data, for a construct that installs the chart. */
  public get helmValues(): { [key: string]: any } {
    const variables: IstiodVariable[] = this._providers.flatMap(({ _variables }) => _variables);
    return {
      meshConfig: { extensionProviders: this._providers.map(provider => provider._extensionProvider()) },
      ...listOrNothing(variables) && { envVarFrom: variables },
    };
  }

  /** Another list in the mesh. Releases of several revisions of Istio have one list each, with the same providers. */
  private findings(mesh: MeshView): ConstructFinding[] {
    const [first] = MeshConfigValues._ofMesh(this, mesh);
    const { _providers: own } = this;
    const isSame = first._providers.length === own.length && first._providers.every((provider, index) => provider === own[index]);
    return isSame ? [] : [{
      rule: SEVERAL_PROVIDER_LISTS,
      message: `'extensionProviders' must be those of the MeshConfigValues ${quotePath(first)}, ${namesOf(first)}, because Helm replaces lists and istiod gets only one of them, got ${namesOf(this)}; pass all providers to one MeshConfigValues`,
      related: [first],
    }];
  }
}

function namesOf({ _providers }: MeshConfigValues): string {
  return quoteAll(_providers.map(({ name }) => name));
}

/** @throws if two providers have one variable, which has one value only */
function checkVariables(providers: readonly OpenTelemetryProvider[]): void {
  const owners = new Map<string, string>();
  for (const { name, _variables } of providers) {
    for (const { name: variable } of _variables) {
      const other = owners.get(variable);
      if (other !== undefined) {
        throw new Error(`'extensionProviders' must have different variables of istiod, or one environment gets the token of the other, got ${quote(variable)} for ${quote(other)} and ${quote(name)}; set 'name' of one to other letters or digits`);
      }
      owners.set(variable, name);
    }
  }
}
