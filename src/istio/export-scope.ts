import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';
import { checkNamespaceName } from '../core/check-name';
import { namespaceOf } from '../core/namespace-of';

/**
 * Whom an object is visible to: an item of `exportTo`.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to
 */
export class ExportScope {
  /** Visible in every namespace (`*`). Stands alone. */
  public static everywhere(): ExportScope {
    return new ExportScope('*');
  }

  /** Visible in the object's own namespace (`.`). */
  public static sameNamespace(): ExportScope {
    return new ExportScope('.');
  }

  /**
   * Visible in the namespace of this name. An object that is exported to other namespaces only is not visible in its own.
   *
   * @throws if the text can't be the name of a namespace
   */
  public static namespace(name: string): ExportScope {
    checkNamespaceName('\'exportTo\'', name);
    return new ExportScope(name);
  }

  /**
   * Visible in the namespace that a construct stands for: a Chart's `namespace`, or a Namespace object.
   *
   * @throws if the construct is neither
   */
  public static namespaceOf(scope: IConstruct): ExportScope {
    return ExportScope.namespace(namespaceOf(scope));
  }

  /** Visible to nobody (`~`). Stands alone, and only in a ServiceEntry. */
  public static nowhere(): ExportScope {
    return new ExportScope('~');
  }

  /**
   * The items of `exportTo` in code-unit order, or an error if they can't stand together.
   *
   * @internal
   */
  public static _render(scopes: readonly ExportScope[], namespace: string): string[] {
    const values = scopes.map(scope => scope.value);
    for (const alone of ['*', '~']) {
      if (values.includes(alone) && values.length > 1) {
        throw new Error(`'exportTo' takes "${alone}" alone, got ${quote(values.join(', '))}`);
      }
    }
    const meant = values.map(value => value === '.' ? namespace : value);
    if (new Set(meant).size < meant.length) {
      throw new Error(`'exportTo' must not name a namespace twice, got ${quote(values.join(', '))} in namespace "${namespace}"`);
    }
    return values.sort();
  }

  /** The item as it stands in the manifest. */
  public readonly value: string;

  private constructor(value: string) {
    this.value = value;
  }
}
