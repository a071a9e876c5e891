import * as l1 from '../../../imports/argoproj.io';
import { quote } from '../../analysis/base/quote';
import { checkCall } from '../../core/signatures/check-call';

const ADMISSION = 'admissionregistration.k8s.io';

/** The expressions that AKS adds, by their keys. Other expressions of the selectors are still compared. */
const OF_AKS = '.webhooks[]?.namespaceSelector.matchExpressions[]? | select(.key == "control-plane" or .key == "kubernetes.azure.com/managedby")';

/**
 * Fields that Argo CD does not compare, because something in the cluster changes them. Otherwise the Application would be out of sync again and again.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
 */
export class ArgoCdDifference {
  /**
   * Fields of objects of one kind.
   *
   * @throws if no field is given, or the kind is empty
   */
  public static of(options: ArgoCdDifferenceOptions): ArgoCdDifference {
    checkCall('ArgoCdDifference.of', [options]);
    const { kind, jsonPointers = [], jqPathExpressions = [], managedFieldsManagers = [] } = options;
    if (kind === '') { throw new Error('\'kind\' must be a kind such as "Deployment", got ""'); }
    if (jsonPointers.length + jqPathExpressions.length + managedFieldsManagers.length === 0) {
      throw new Error('one of \'jsonPointers\', \'jqPathExpressions\' and \'managedFieldsManagers\' must have an item, got none; name the fields that are not compared');
    }
    for (const pointer of jsonPointers) {
      if (!pointer.startsWith('/')) { throw new Error(`'jsonPointers' must begin with "/", such as "/spec/replicas", got ${quote(pointer)}`); }
    }
    for (const expression of jqPathExpressions) {
      if (!expression.startsWith('.')) { throw new Error(`'jqPathExpressions' must be paths of jq, such as ".spec.replicas", got ${quote(expression)}`); }
    }
    return new ArgoCdDifference([{
      ...options,
      jsonPointers: sorted(jsonPointers),
      jqPathExpressions: sorted(jqPathExpressions),
      managedFieldsManagers: sorted(managedFieldsManagers),
    }]);
  }

  /**
   * What the Admissions Enforcer of Azure Kubernetes Service (AKS) adds to the `namespaceSelector` of every webhook, including those of Istio and of the Dynatrace
   * operator, to keep them away from the system's own namespaces.
   *
   * @see https://learn.microsoft.com/en-us/azure/aks/faq
   */
  public static aksAdmissionsEnforcer(): ArgoCdDifference {
    return new ArgoCdDifference(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(kind => ({ group: ADMISSION, kind, jqPathExpressions: [OF_AKS] })));
  }

  private constructor(
    /** @internal */
    public readonly _entries: readonly l1.ApplicationSpecIgnoreDifferences[],
  ) {}
}

function sorted(list: readonly string[]): string[] | undefined {
  return list.length > 0 ? [...list].sort() : undefined;
}

/** The fields of objects that Argo CD does not compare. At least one of the lists of fields is needed. */
export interface ArgoCdDifferenceOptions {
  /**
   * API group of the kind.
   *
   * @default - the core group, such as for a Service
   */
  readonly group?: string;

  /** Kind of the objects, such as `Deployment`. */
  readonly kind: string;

  /**
   * Name of the object.
   *
   * @default - all objects of the kind
   */
  readonly name?: string;

  /**
   * Namespace of the objects.
   *
   * @default - all namespaces
   */
  readonly namespace?: string;

  /**
   * The fields as JSON pointers, such as `/spec/replicas`.
   *
   * @default - no JSON pointers
   */
  readonly jsonPointers?: string[];

  /**
   * The fields as path expressions of jq, such as `.webhooks[].clientConfig.caBundle`.
   *
   * @default - no path expressions
   */
  readonly jqPathExpressions?: string[];

  /**
   * Field managers whose fields are not compared, such as `kube-controller-manager`.
   *
   * @default - no field managers
   */
  readonly managedFieldsManagers?: string[];
}
