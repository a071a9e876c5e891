import { ApiObject, Chart, DependencyGraph } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * Knows when an app is being synthesized, for which cdk8s has no hook, and spares it what stock cdk8s does again for each chart.
 *
 * `App.synth()` resolves the dependencies of the whole app and validates it. It then asks each chart for its objects, and each time resolves and
 * validates the whole app once more: time grows with the square of the app. Within one synth nothing changes, so inside of it charts give their
 * objects right away. The bytes are the same. See `docs/decisions/0003-one-validation-per-synth.md`.
 */
export class SynthFrame {
  private depth = 0;

  /** @param onBegin called before a synth begins, but not before one within another */
  public constructor(private readonly app: IConstruct, private readonly onBegin: () => void) {
    this.frame('synth');
    this.frame('synthYaml');
  }

  /** Whether the app is being synthesized at this moment. */
  public get active(): boolean {
    return this.depth > 0;
  }

  private frame(method: 'synth' | 'synthYaml'): void {
    const app = this.app as unknown as { [name: string]: unknown };
    const original = app[method];
    // A tree may hang on something else than an App, such as a lone chart in a test.
    if (typeof original !== 'function') { return; }
    app[method] = (...args: unknown[]) => this.run(() => original.apply(app, args) as unknown);
  }

  private run(synth: () => unknown): unknown {
    if (this.depth > 0) { return synth(); }
    this.onBegin();
    this.depth++;
    const charts = this.app.node.findAll().filter(isStockChart);
    charts.forEach(chart => Object.defineProperty(chart, 'toJson', { value: () => objectsOf(chart), configurable: true }));
    try {
      return synth();
    } finally {
      charts.forEach(chart => Reflect.deleteProperty(chart, 'toJson'));
      this.depth--;
    }
  }
}

/** A chart with a rendering of its own is left alone. */
function isStockChart(construct: IConstruct): construct is Chart {
  return Chart.isChart(construct) && (construct as Chart).toJson === Chart.prototype.toJson;
}

/** What `Chart.toJson()` gives once the app's dependencies are resolved and it is valid. */
function objectsOf(chart: Chart): unknown[] {
  return new DependencyGraph(chart.node).topology()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && Chart.of(construct) === chart)
    .map(apiObject => apiObject.toJson());
}
