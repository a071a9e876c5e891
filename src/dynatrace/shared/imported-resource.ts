import { Construct } from 'constructs';
import { checkNamespaceName, checkObjectName } from '../../core/check-name';

/** Attributes of a custom resource that is not part of this app. */
export interface ImportedResourceAttributes {
  readonly namespace: string;
  readonly name: string;
  readonly apiUrl?: string;
}

/** A custom resource of Dynatrace that is not part of this app. */
export class ImportedResource extends Construct {
  public readonly name: string;
  public readonly namespace: string;
  public readonly apiUrl?: string;

  /** @throws if the name or the namespace is not valid */
  public constructor(scope: Construct, id: string, attributes: ImportedResourceAttributes) {
    super(scope, id);
    this.name = checkObjectName('\'name\'', attributes.name);
    this.namespace = checkNamespaceName('\'namespace\'', attributes.namespace);
    this.apiUrl = attributes.apiUrl;
  }
}
