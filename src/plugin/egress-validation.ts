import type { ValidationContext } from './validation-context';
import { violationsOf } from './violations';
import { isRecord } from '../analysis/base/json';
import { quote, quoteAll } from '../analysis/base/quote';
import { checkPrepared, failsOn } from '../cli/session/check-findings';
import { load, settingsFileFor, withSettings } from '../cli/session/prepare';
import { FailOn } from '../core/findings/mesh-finding';
import { checkCall } from '../core/signatures/check-call';
import { CheckReport, countsOf } from '../report/check-report';

/** Options of `EgressValidation`: the `properties` of the plugin in `cdk8s.yaml`. */
export interface EgressValidationOptions {
  /**
   * Path of the settings file, relative to the folder of `cdk8s.yaml`.
   *
   * @default - `cdk8s-istio-oneagent.yaml` in the folder of `cdk8s.yaml` or above it; without one, the defaults of Istio apply
   */
  readonly settingsFile?: string;

  /**
   * Which findings fail `cdk8s synth`.
   *
   * @default - `failOn` of the settings file; without it, errors
   */
  readonly failOn?: FailOn;
}

const OPTIONS = ['settingsFile', 'failOn'];

/**
 * Plugin of cdk8s-cli that checks what `cdk8s synth` wrote, as the command `cdk8s-istio-oneagent check` does. It also checks apps that don't use the constructs of
 * this library, in any language. It is named in `validations` of `cdk8s.yaml`, and not used in the code of an app.
 *
 * @see https://cdk8s.io/docs/latest/plugins/validation/
 */
export class EgressValidation {
  private readonly options: EgressValidationOptions;

  /**
   * Called by cdk8s-cli.
   *
   * @param options the `properties` in `cdk8s.yaml`
   * @throws if a property is unknown or has a wrong value
   */
  public constructor(options: EgressValidationOptions = {}) {
    checkCall('EgressValidation', [options]);
    const unknown = Object.keys(options).find(name => !OPTIONS.includes(name));
    if (unknown !== undefined) { throw new Error(`'properties' of EgressValidation must be some of ${quoteAll(OPTIONS)}, got ${quote(unknown)}; other settings are in cdk8s-istio-oneagent.yaml`); }
    this.options = options;
  }

  /**
   * Called by cdk8s-cli after it has written the files.
   *
   * @param context the `ValidationContext` of cdk8s-cli
   * @throws if it is something else, or if the settings are wrong
   */
  public validate(context: any): Promise<void> {
    checkCall('EgressValidation#validate', [context]);
    return this.check(contextOf(context));
  }

  private async check({ manifests, report }: ValidationContext): Promise<void> {
    const { settingsFile, failOn } = this.options;
    const file = settingsFileFor('.', { config: settingsFile });
    const checked = checkPrepared(withSettings(load(manifests), file, {}));
    for (const violation of violationsOf(checked)) { report.addViolation(violation); }
    report.submit(failsOn(checked, failOn ?? file.failOn) ? 'failure' : 'success', summaryOf(checked));
  }
}

function summaryOf({ findings, objects, suppressed, notes }: CheckReport): Record<string, string> {
  const { error, warning, info } = countsOf(findings);
  const counts = { 'Objects': objects, 'Errors': error, 'Warnings': warning, 'Infos': info, 'Turned off': suppressed.length };
  return {
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
    ...notes.length === 0 ? {} : { Notes: notes.join('; ') },
  };
}

function contextOf(context: unknown): ValidationContext {
  if (!isRecord(context) || !isListOfTexts(context.manifests) || !isReport(context.report)) {
    throw new Error(`'context' must be the ValidationContext of cdk8s-cli, got ${quote(context)}; name EgressValidation in 'validations' of cdk8s.yaml`);
  }
  return context as unknown as ValidationContext;
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}

function isReport(value: unknown): boolean {
  return isRecord(value) && typeof value.addViolation === 'function' && typeof value.submit === 'function';
}
