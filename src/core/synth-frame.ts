import { ApiObject, Chart, DependencyGraph } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * Detects when an app is being synthesized, because cdk8s has no hook for that, and skips the work that cdk8s repeats for each chart.
 *
 * `App.synth()` resolves the dependencies of the whole app and validates it. It then asks each chart for its objects, and each time resolves and
 * validates the whole app again, so time grows with the square of the app. Nothing changes within one synth, so charts return their objects
 * directly within it. The output is the same. See `docs/decisions/0003-one-validation-per-synth.md`.
 */
export class SynthFrame {
  private depth = 0;

  /**
   * @param onBegin called before a synth begins, but not before a nested one
   * @param onWritten called after `synth()` has written its files
   */
  public constructor(private readonly app: IConstruct, private readonly onBegin: () => void, private readonly onWritten: () => void) {
    this.frame('synth');
    this.frame('synthYaml');
  }

  /** Whether the app is being synthesized now. */
  public get active(): boolean {
    return this.depth > 0;
  }

  private frame(method: 'synth' | 'synthYaml'): void {
    const app = this.app as unknown as { [name: string]: unknown };
    const original = app[method];
    // The root of a tree can be something other than an App, such as a single chart in a test.
    if (typeof original !== 'function') { return; }
    app[method] = (...args: unknown[]) => this.run(() => original.apply(app, args) as unknown, method === 'synth');
  }

  private run(synth: () => unknown, writes: boolean): unknown {
    if (this.depth > 0) { return synth(); }
    this.onBegin();
    this.depth++;
    const charts = this.app.node.findAll().filter(isStockChart);
    charts.forEach(chart => Object.defineProperty(chart, 'toJson', { value: () => objectsOf(chart), configurable: true }));
    let result: unknown;
    try {
      result = synth();
    } finally {
      charts.forEach(chart => Reflect.deleteProperty(chart, 'toJson'));
      this.depth--;
    }
    if (writes) { this.onWritten(); }
    return result;
  }
}

/** Whether a chart does not override `toJson()`. */
function isStockChart(construct: IConstruct): construct is Chart {
  return Chart.isChart(construct) && (construct as Chart).toJson === Chart.prototype.toJson;
}

/** What `Chart.toJson()` returns after the dependencies of the app are resolved and it is validated. */
function objectsOf(chart: Chart): unknown[] {
  return new DependencyGraph(chart.node).topology()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && Chart.of(construct) === chart)
    .map(apiObject => apiObject.toJson());
}
