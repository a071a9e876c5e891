import { Severity } from '../../analysis/findings/finding';

const GUIDE = 'https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/check-existing-yaml.md';

/** A rule about what is read, before objects are checked. */
export interface InputRule {
  readonly name: string;
  readonly severity: Severity;
  readonly url: string;
  /** What it finds, for lists of rules. */
  readonly summary: string;
}

/** A file that can't be read at all. */
export const UNREADABLE: InputRule = {
  name: 'input/unreadable',
  severity: Severity.ERROR,
  url: `${GUIDE}#files-that-cannot-be-read`,
  summary: 'A file cannot be read: its access rights, its size, its encoding, or a link that leads nowhere.',
};

/** A document that is not YAML. */
export const BROKEN_YAML: InputRule = {
  name: 'input/broken-yaml', severity: Severity.ERROR, url: `${GUIDE}#broken-yaml`, summary: 'A document is not YAML, or not JSON.',
};

/** A document that is not a Kubernetes object. */
export const NOT_AN_OBJECT: InputRule = {
  name: 'input/not-an-object', severity: Severity.WARNING, url: `${GUIDE}#broken-yaml`, summary: 'A document is not a Kubernetes object: it has no apiVersion or no kind.',
};

/** A rule that is turned off, and that found nothing. */
export const UNUSED_SUPPRESSION: InputRule = {
  name: 'settings/unused-suppression',
  severity: Severity.WARNING,
  url: `${GUIDE}#turn-a-rule-off`,
  summary: 'A rule is turned off, and would not have found anything, or there is no such rule.',
};

/** The rules about the input and the settings. */
export const INPUT_RULES: readonly InputRule[] = [UNREADABLE, BROKEN_YAML, NOT_AN_OBJECT, UNUSED_SUPPRESSION];

/** Something that is wrong with the input. */
export interface InputProblem {
  readonly rule: InputRule;
  readonly file: string;
  readonly message: string;
  /** From 1. Undefined if it is about the whole file. */
  readonly line?: number;
  readonly column?: number;
  /** The line of the file. */
  readonly text?: string;
}
