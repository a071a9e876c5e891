import { groupBy } from '../analysis/base/group-by';

/** A place in a file. */
export interface ReportedPlace {
  readonly file: string;
  /** From 1. Undefined if it is about the whole file. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** End on the same line, exclusive. */
  readonly endColumn?: number;
  /** The line of the file. */
  readonly text?: string;
}

/** An object of the input. */
export interface ReportedObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A finding of `check`, with its place. */
export interface ReportedFinding {
  readonly rule: string;
  /** Address of the page of the rule. */
  readonly ruleUrl: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Who reports it, such as `istiod`. Undefined for findings about the input. */
  readonly source?: string;
  /** Code under which the source reports it, such as `IST0134`. */
  readonly code?: string;
  readonly message: string;
  /** Undefined if it is about the settings or about no object. */
  readonly place?: ReportedPlace;
  readonly object?: ReportedObject;
  /** Path of the field, such as `spec.ports[0].name`. */
  readonly field?: string;
  /** Path of the construct that wrote the object. */
  readonly construct?: string;
  /** Another object that is involved. */
  readonly related?: { readonly place: ReportedPlace; readonly object: ReportedObject };
}

/** What a rule is about, for formats that explain rules. */
export interface ReportedRule {
  readonly name: string;
  readonly url: string;
  readonly severity: ReportedFinding['severity'];
  /** One sentence. */
  readonly summary: string;
  /** Its page, in Markdown. */
  readonly page?: string;
}

/** The result of `check`. */
export interface CheckReport {
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly { readonly finding: ReportedFinding; readonly reason: string }[];
  /** The rules of the findings. */
  readonly rules: readonly ReportedRule[];
  readonly objects: number;
  readonly files: number;
  /** What the check assumed, in sentences, such as where the settings of the mesh are from. */
  readonly notes: readonly string[];
  /** The version of this tool. */
  readonly version: string;
}

/** The findings by file, in the order of the report. */
export function byFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  return groupBy(findings, ({ place }) => place?.file ?? 'settings');
}

/** How many findings have each severity. */
export function countsOf(findings: readonly ReportedFinding[]): { readonly [severity in ReportedFinding['severity']]: number } {
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

/** An object as messages name it, such as `ServiceEntry shop/api`. */
export function describeObject({ kind, namespace, name }: ReportedObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? '(without a name)'}`;
}

/** The message with the object that it is about, unless it begins with it. */
export function messageOf({ object, message }: Pick<ReportedFinding, 'object' | 'message'>): string {
  const name = object && describeObject(object);
  return name === undefined || message.startsWith(`${name} `) ? message : `${name}: ${message}`;
}

/** A number and what is counted. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
