import { Construct } from 'constructs';
import { checkNamespaceName, checkObjectName } from '../../core/check-name';

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
    this.name = checkObjectName('\'name\'', attributes.name);
    this.namespace = checkNamespaceName('\'namespace\'', attributes.namespace);
    this.apiUrl = attributes.apiUrl;
  }
}
