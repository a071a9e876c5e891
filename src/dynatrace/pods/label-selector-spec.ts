import { LabelSelector, LabelSelectorOperator, LabelSelectorRequirement } from './label-selector';
import { checkKey, checkLabelValue, renderLabels } from './labels-spec';
import { quote } from '../../analysis/base/quote';
import { listOrNothing, structOrNothing } from '../../core/non-empty';

/** A selector in the form of the L1. */
export interface LabelSelectorSpec {
  readonly matchLabels?: { [key: string]: string };
  readonly matchExpressions?: { readonly key: string; readonly operator: string; readonly values?: string[] }[];
}

/**
 * A selector in the manifest's form; nothing if it asks for nothing, which selects everything too.
 *
 * @throws if it can't be met, or read, by any API server
 */
export function renderLabelSelector(prop: string, selector: LabelSelector | undefined): LabelSelectorSpec | undefined {
  return selector && structOrNothing({
    matchLabels: renderLabels(`${prop}.matchLabels`, selector.matchLabels),
    matchExpressions: listOrNothing(selector.matchExpressions?.map(requirement => renderRequirement(`${prop}.matchExpressions`, requirement))),
  });
}

function renderRequirement(prop: string, { key, operator, values }: LabelSelectorRequirement) {
  checkKey(prop, key);
  values?.forEach(value => checkLabelValue(prop, value));
  const needsValues = operator === LabelSelectorOperator.IN || operator === LabelSelectorOperator.NOT_IN;
  if (needsValues !== (listOrNothing(values) !== undefined)) {
    const rule = needsValues ? `needs values for "${operator}"` : `takes no values for "${operator}"`;
    throw new Error(`'${prop}' ${rule}, got ${quote(values ?? [])} for the key ${quote(key)}`);
  }
  return { key, operator, values: listOrNothing(values) };
}
