import { ApiObject, App, Chart, DependencyGraph } from 'cdk8s';
import { IConstruct } from 'constructs';
import { writingYaml } from './rendering/yaml-text';
import { append } from '../analysis/base/group-by';

/** The frames of apps. */
const FRAMES = new WeakMap<object, SynthFrame>();
/** The prototypes whose methods look for a frame. */
const FRAMED = new WeakSet<object>();

/**
 * Detects when an app is being synthesized, because cdk8s has no hook for that, and skips the work that cdk8s repeats for each chart.
 *
 * `App.synth()` resolves the dependencies of the whole app and validates it. It then asks each chart for its objects, and each time resolves and
 * validates the whole app again, so time grows with the square of the app. Nothing changes within one synth, so charts return their objects
 * directly within it. The output is the same. See `docs/decisions/0003-one-validation-per-synth.md`.
 */
export class SynthFrame {
  private depth = 0;
  private reading = false;
  /** What constructs rendered in this synth: for the checks first, then for the files. */
  private readonly rendered = new Map<ApiObject, unknown>();
  private readonly computed = new Map<string, unknown>();
  /** The objects of each chart, in the order in which cdk8s writes them. Undefined before cdk8s asks for the charts, or if each chart must be asked. */
  private objectsByChart: ReadonlyMap<Chart, readonly ApiObject[]> | undefined;

  /**
   * @param onBegin called before a synth begins, but not before a nested one
   * @param onWritten called after `synth()` has written its files
   */
  public constructor(private readonly app: IConstruct, private readonly onBegin: () => void, private readonly onWritten: () => void) {
    FRAMES.set(app, this);
    framePrototypeOf(app);
  }

  /** Whether the app is being synthesized now. */
  public get active(): boolean {
    return this.depth > 0;
  }

  /** Whether what constructs render is kept. */
  private get keeps(): boolean {
    return this.active || this.reading;
  }

  private forget(): void {
    this.reading = false;
    this.rendered.clear();
    this.computed.clear();
    this.objectsByChart = undefined;
  }

  /** What a construct renders. Within one synth, each is rendered once. */
  public render(apiObject: ApiObject): unknown {
    if (!this.keeps) { return apiObject.toJson(); }
    const known = this.rendered.get(apiObject);
    if (known !== undefined) { return known; }
    const rendered: unknown = apiObject.toJson();
    this.rendered.set(apiObject, rendered);
    return rendered;
  }

  /** A value that depends on what constructs render. Within one synth, it is computed once for each key. */
  public once<T>(key: string, compute: () => T): T {
    if (!this.keeps) { return compute(); }
    if (!this.computed.has(key)) { this.computed.set(key, compute()); }
    return this.computed.get(key) as T;
  }

  /** Computes something that renders constructs several times: while it does, each is rendered once. */
  public whileUnchanged<T>(compute: () => T): T {
    if (this.active) { return compute(); }
    this.reading = true;
    try {
      return compute();
    } finally {
      this.forget();
    }
  }

  /** Runs a method of the app that synthesizes it. */
  public run(synth: () => unknown, writes: boolean): unknown {
    if (this.depth > 0) { return synth(); }
    this.onBegin();
    this.depth++;
    const charts = this.app.node.findAll().filter(isStockChart);
    charts.forEach(chart => Object.defineProperty(chart, 'toJson', { value: () => this.objectsOf(chart), configurable: true }));
    const isStockApp = hasStockCharts(this.app);
    if (isStockApp) { Object.defineProperty(this.app, 'charts', { get: () => this.charts(), configurable: true }); }
    let result: unknown;
    try {
      result = writingYaml(synth);
    } finally {
      charts.forEach(chart => Reflect.deleteProperty(chart, 'toJson'));
      if (isStockApp) { Reflect.deleteProperty(this.app, 'charts'); }
      this.depth--;
      this.forget();
    }
    if (writes) { this.onWritten(); }
    return result;
  }

  /** What `App.charts` returns. cdk8s asks for the charts before it writes them, after everything else is done. */
  private charts(): Chart[] {
    const constructs = this.app.node.findAll();
    const ordered = inOrderOfGraph(this.app, constructs);
    const charts = ordered.filter(isChart);
    // A chart with code of its own can change other charts while it is written.
    this.objectsByChart = ordered === constructs && charts.every(chart => Object.hasOwn(chart, 'toJson')) ? objectsByChart(constructs) : undefined;
    return charts;
  }

  /** What `Chart.toJson()` returns after the dependencies of the app are resolved and it is validated. */
  private objectsOf(chart: Chart): unknown[] {
    const apiObjects = this.objectsByChart
      ? this.objectsByChart.get(chart) ?? []
      : inOrderOfGraph(chart, chart.node.findAll()).filter(construct => isObjectOf(chart, construct));
    return apiObjects.map(apiObject => this.render(apiObject));
  }
}

/** The objects of all charts, each in the order of the tree. */
function objectsByChart(constructs: readonly IConstruct[]): Map<Chart, ApiObject[]> {
  const found = new Map<Chart, ApiObject[]>();
  for (const construct of constructs) {
    if (ApiObject.isApiObject(construct)) { append(found, Chart.of(construct), construct as ApiObject); }
  }
  return found;
}

function isObjectOf(chart: Chart, construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct) && Chart.of(construct) === chart;
}

function isChart(construct: IConstruct): construct is Chart {
  return Chart.isChart(construct);
}

/**
 * Frames the methods in the class `App`, because jsii calls the method of the class for apps in other languages, and because an override of a subclass in
 * these languages is a property that cannot be replaced. Apps without a frame are not affected.
 */
function framePrototypeOf(app: object): void {
  const prototype = prototypeWith('synth', app);
  // The root of a tree can be something other than an App, such as a single chart in a test.
  if (prototype === undefined || FRAMED.has(prototype)) { return; }
  FRAMED.add(prototype);
  for (const method of ['synth', 'synthYaml']) {
    const original = prototype[method];
    if (typeof original !== 'function') { continue; }
    prototype[method] = function (this: object, ...args: unknown[]): unknown {
      const synth = () => Reflect.apply(original, this, args) as unknown;
      const frame = FRAMES.get(this);
      return frame ? frame.run(synth, method === 'synth') : synth();
    };
  }
}

/** The prototype farthest from an object that has a method: the class that declares it, not one that overrides it. */
function prototypeWith(method: string, object: object): Record<string, unknown> | undefined {
  let found: Record<string, unknown> | undefined;
  for (let each = Object.getPrototypeOf(object) as object | null; each !== null; each = Object.getPrototypeOf(each) as object | null) {
    if (Object.hasOwn(each, method)) { found = each as Record<string, unknown>; }
  }
  return found;
}

/** Whether the charts of an app are what the getter of cdk8s returns. */
function hasStockCharts(app: object): boolean {
  let prototype: object | null = app;
  while (prototype !== null && !Object.hasOwn(prototype, 'charts')) { prototype = Object.getPrototypeOf(prototype) as object | null; }
  return prototype === App.prototype;
}

/**
 * The constructs at and below one, those first that others depend on.
 *
 * A graph costs more than all else here, and without an edge it has the order of the tree. The graph of a root sorts numbers first.
 *
 * @param constructs all of them, in the order of the tree
 */
function inOrderOfGraph({ node }: IConstruct, constructs: readonly IConstruct[]): readonly IConstruct[] {
  const sortsNumbers = node.path === '' && node.children.some(child => /^\d+$/.test(child.node.id));
  return sortsNumbers || hasDependencies(constructs) ? new DependencyGraph(node).topology() : constructs;
}

/** Whether a construct depends on another one of the same chart. The graph has no others. */
function hasDependencies(constructs: readonly IConstruct[]): boolean {
  const targets: IConstruct[] = [];
  for (const { node } of constructs) { targets.push(...node.dependencies); }
  if (targets.length === 0) { return false; }
  const own = new Set(constructs);
  return targets.some(target => own.has(target));
}

/** Whether a chart does not override `toJson()`. */
function isStockChart(construct: IConstruct): construct is Chart {
  return Chart.isChart(construct) && (construct as Chart).toJson === Chart.prototype.toJson;
}
