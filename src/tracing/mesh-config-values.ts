import { ApiObject, Lazy, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import type { IstiodVariable } from './bound-exporter';
import { OpenTelemetryProvider } from './open-telemetry-provider';
import { quote } from '../analysis/base/quote';
import { listOrNothing } from '../core/non-empty';
import { Resource, ResourceProps } from '../core/resource';
import { checkCall } from '../core/signatures/check-call';

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
 */
export class MeshConfigValues extends Resource {
  protected readonly apiObject: ApiObject;

  private readonly providers: OpenTelemetryProvider[];

  /**
   * @throws if there is no provider, two have one name or one variable of istiod, or the namespace is not known
   */
  public constructor(scope: Construct, id: string, props: MeshConfigValuesProps) {
    checkCall('MeshConfigValues', [scope, id, props]);
    super(scope, id, props.metadata);
    if (props.extensionProviders.length === 0) { throw new Error('\'extensionProviders\' must have at least one provider, got "[]"'); }
    this.providers = [...props.extensionProviders].sort((a, b) => a.name < b.name ? -1 : 1);
    const twice = this.providers.find(({ name }, index) => name === this.providers[index + 1]?.name);
    if (twice) { throw new Error(`'extensionProviders' must have different names, because Istio keeps the last of a name only, got ${quote(twice.name)} twice; set 'name' of one`); }
    checkVariables(this.providers);
    const metadata = { ...props.metadata, name: props.metadata?.name ?? 'istiod-values' };
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'values.yaml': Lazy.any({ produce: () => Yaml.stringify(this.helmValues) }) },
    });
  }

  /** The values as plain data, for a construct that installs the chart. */
  public get helmValues(): { [key: string]: any } {
    const variables: IstiodVariable[] = this.providers.flatMap(({ _variables }) => _variables);
    return {
      meshConfig: { extensionProviders: this.providers.map(provider => provider._extensionProvider()) },
      ...listOrNothing(variables) && { envVarFrom: variables },
    };
  }
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
