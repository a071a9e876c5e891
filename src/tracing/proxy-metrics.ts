import { IConstruct } from 'constructs';
import { quote } from '../analysis/base/quote';
import { quotePath } from '../core/check-construct';
import { checkCall } from '../core/signatures/check-call';
import { Workload } from '../core/workload';

/** Options of `ProxyMetrics#scrape`. */
export interface ProxyMetricsOptions {
  /**
   * Names of the metrics to read; `*` stands for any characters. Proxies have thousands of metrics, which Dynatrace bills.
   *
   * @default - all metrics
   */
  readonly names?: string[];
}

/**
 * Lets the ActiveGate of Dynatrace read the Prometheus metrics of a workload's sidecar, by annotations of the pod template.
 *
 * The DynaKube needs an ActiveGate with the capability `kubernetes-monitoring`, and the cluster the setting "Monitor annotated Prometheus exporters". Port 15020
 * is that of the proxy's agent, which is never behind mutual TLS; it also has the application's metrics if `enablePrometheusMerge` is on, as it is by default.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/monitor-prometheus-metrics
 */
export class ProxyMetrics {
  /** Annotation that lets Dynatrace read metrics of a pod. */
  public static readonly SCRAPE: string = 'metrics.dynatrace.com/scrape';
  /** Annotation with the port of the metrics. */
  public static readonly PORT: string = 'metrics.dynatrace.com/port';
  /** Annotation with the path of the metrics. */
  public static readonly PATH: string = 'metrics.dynatrace.com/path';
  /** Annotation with the metrics to read. */
  public static readonly FILTER: string = 'metrics.dynatrace.com/filter';

  /**
   * The metrics of the sidecar of a workload: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or Argo Rollout, of cdk8s-plus or any
   * other library.
   *
   * @throws if the construct has no pod template
   */
  public static of(workload: IConstruct): ProxyMetrics {
    checkCall('ProxyMetrics.of', [workload]);
    return new ProxyMetrics(Workload.of(workload));
  }

  private constructor(private readonly workload: Workload) {}

  /**
   * Sets the annotations.
   *
   * @throws if the pods already have one of them with another value, or a name is empty
   */
  public scrape(options: ProxyMetricsOptions = {}): void {
    checkCall('ProxyMetrics#scrape', [options]);
    const { names } = options;
    if (names?.length === 0 || names?.some(name => name.trim() === '')) { throw new Error(`'names' must have names of metrics, got ${quote(names.join(', '))}; leave it out for all metrics`); }
    const annotations = {
      [ProxyMetrics.SCRAPE]: 'true',
      [ProxyMetrics.PORT]: '15020',
      [ProxyMetrics.PATH]: '/stats/prometheus',
      ...names && { [ProxyMetrics.FILTER]: JSON.stringify({ mode: 'include', names: [...new Set(names)].sort() }) },
    };
    for (const [key, value] of Object.entries(annotations)) {
      const present = this.workload.annotation(key);
      if (present !== undefined && present !== value) {
        throw new Error(`the annotation ${quote(key)} of ${quotePath(this.workload.construct)} can't be ${quote(value)}, because it already is ${quote(present)}; remove one of the two`);
      }
    }
    for (const [key, value] of Object.entries(annotations)) { this.workload.setAnnotation(key, value); }
  }
}
