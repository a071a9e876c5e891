import { objectName } from '../shared/object-name';

/** Where the `custom.properties` of an ActiveGate come from. */
export class ActiveGateCustomProperties {
  /**
   * The text of the file itself. It is readable in the manifest: passwords belong in a Secret.
   *
   * @throws if the text is empty
   */
  public static text(text: string): ActiveGateCustomProperties {
    if (text === '') { throw new Error('\'customProperties\' must not be empty, got ""; leave it out'); }
    return new ActiveGateCustomProperties({ value: text });
  }

  /**
   * A Secret of the DynaKube's namespace that holds the text under the key `customProperties`.
   *
   * @throws if no Secret can have the name
   */
  public static fromSecretName(name: string): ActiveGateCustomProperties {
    return new ActiveGateCustomProperties({ valueFrom: objectName('customProperties', 'Secret', name) });
  }

  /**
   * The properties in the manifest's form.
   *
   * @internal
   */
  public readonly _spec: { readonly value?: string; readonly valueFrom?: string };

  private constructor(spec: { value?: string; valueFrom?: string }) {
    this._spec = spec;
  }
}
