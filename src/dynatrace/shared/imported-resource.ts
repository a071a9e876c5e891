import { Construct } from 'constructs';
import { quote } from '../../analysis/base/quote';
import { isKubernetesLabel, isKubernetesName } from '../../analysis/syntax/hosts';

/** How to find a custom resource that exists elsewhere. */
export interface ImportedResourceAttributes {
  readonly namespace: string;
  readonly name: string;
  readonly apiUrl?: string;
}

/** A custom resource of Dynatrace that exists elsewhere. */
export class ImportedResource extends Construct {
  public readonly name: string;
  public readonly namespace: string;
  public readonly apiUrl?: string;

  /** @throws if no object can have the name, or no namespace its */
  public constructor(scope: Construct, id: string, attributes: ImportedResourceAttributes) {
    super(scope, id);
    if (!isKubernetesName(attributes.name)) {
      throw new Error(`'name' takes lower-case letters, digits, '-' and '.', 253 characters at most, got ${quote(attributes.name)}`);
    }
    if (!isKubernetesLabel(attributes.namespace)) {
      throw new Error(`'namespace' takes lower-case letters, digits and '-', 63 characters at most, got ${quote(attributes.namespace)}`);
    }
    this.name = attributes.name;
    this.namespace = attributes.namespace;
    this.apiUrl = attributes.apiUrl;
  }
}
