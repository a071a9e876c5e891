/** How a requirement of a selector compares a label with its values. */
export enum LabelSelectorOperator {
  /** The label is there and has one of the values. */
  IN = 'In',
  /** The label is not there, or has none of the values. */
  NOT_IN = 'NotIn',
  /** The label is there. */
  EXISTS = 'Exists',
  /** The label is not there. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** What a selector asks of one label. */
export interface LabelSelectorRequirement {
  /** Key of the label. */
  readonly key: string;

  /** How the label is compared with the values. */
  readonly operator: LabelSelectorOperator;

  /**
   * The values; needed by `IN` and `NOT_IN`, refused by the others.
   *
   * @default - none
   */
  readonly values?: string[];
}

/**
 * Selects objects by their labels. All that it asks for must be met; one that asks for nothing selects everything.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export interface LabelSelector {
  /**
   * Labels that the object must have.
   *
   * @default - none
   */
  readonly matchLabels?: { [key: string]: string };

  /**
   * Requirements that labels of the object must meet.
   *
   * @default - none
   */
  readonly matchExpressions?: LabelSelectorRequirement[];
}
