import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';
import { checkNamespaceName } from '../core/check-name';
import { namespaceOf } from '../core/namespace-of';
import { checkCall } from '../core/signatures/check-call';

/**
 * A namespace that an object is visible in: an item of `exportTo`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to
 */
export class ExportScope {
  /** Visible in all namespaces (`*`). It must be the only item. */
  public static everywhere(): ExportScope {
    return new ExportScope('*');
  }

  /** Visible in the namespace of the object (`.`). */
  public static sameNamespace(): ExportScope {
    return new ExportScope('.');
  }

  /**
   * Visible in the namespace with this name. If an object is exported to other namespaces only, it is not visible in its own.
   *
   * @throws if the name is not valid for a namespace
   */
  public static namespace(name: string): ExportScope {
    checkCall('ExportScope.namespace', [name]);
    checkNamespaceName('\'exportTo\'', name);
    return new ExportScope(name);
  }

  /**
   * Visible in the namespace of a construct: the `namespace` of a Chart, or a Namespace object.
   *
   * @throws if the construct is neither
   */
  public static namespaceOf(scope: IConstruct): ExportScope {
    checkCall('ExportScope.namespaceOf', [scope]);
    return ExportScope.namespace(namespaceOf(scope));
  }

  /** Not visible in any namespace (`~`). It must be the only item, and is for a ServiceEntry only. */
  public static nowhere(): ExportScope {
    return new ExportScope('~');
  }

  /**
   * Renders the items of `exportTo` in code-unit order.
   *
   * @throws if the items can't be combined
   * @internal
   */
  public static _render(scopes: readonly ExportScope[], namespace: string): string[] {
    const values = scopes.map(scope => scope.value);
    for (const alone of ['*', '~']) {
      if (values.includes(alone) && values.length > 1) {
        throw new Error(`'exportTo' must be "${alone}" alone, got ${quote(values.join(', '))}`);
      }
    }
    const meant = scopes.map(scope => scope._namespaceIn(namespace));
    if (new Set(meant).size < meant.length) {
      throw new Error(`'exportTo' must not have a namespace twice, got ${quote(values.join(', '))} in namespace "${namespace}"`);
    }
    return values.sort();
  }

  /** The item as it is in the manifest. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }

  /**
   * The namespace of the item, or the wildcard, for an object in a namespace.
   *
   * @internal
   */
  public _namespaceIn(own: string): string {
    return this.value === '.' ? own : this.value;
  }
}
