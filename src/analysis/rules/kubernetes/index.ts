import { dynatraceToken } from './dynatrace-token';
import { label } from './label';
import { listItems } from './list-items';
import { missingKind } from './missing-kind';
import { misspeltKind } from './misspelt-kind';
import { objectName } from './object-name';
import { unquotedText } from './unquoted-text';
import type { ObjectRule } from '../../findings/rule';

/** Rules for all kinds: content that no manifest may have, and the API server's rules for metadata, which are not part of any CRD. */
export const KUBERNETES_RULES: readonly ObjectRule[] = [
  listItems,
  missingKind,
  misspeltKind,
  dynatraceToken,
  objectName,
  label,
  unquotedText,
];
