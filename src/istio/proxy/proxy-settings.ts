import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkConcurrency, checkVariableName } from './proxy-environment';
import { isRecord, JsonObject, recordOf, textsOf } from '../../analysis/base/json';
import { quote } from '../../analysis/base/quote';
import { DNS_CAPTURE } from '../../analysis/model/pods/dns-capture';
import { parsedProxyConfig, PROXY_CONFIG_ANNOTATION } from '../../analysis/model/pods/proxy-config';
import { loadYaml } from '../../analysis/settings/load-yaml';
import { quotePath } from '../../core/check-construct';
import { checkCall } from '../../core/signatures/check-call';
import { Workload } from '../../core/workload';

const EXIT_WITH_LAST_CONNECTION = 'EXIT_ON_ZERO_ACTIVE_CONNECTIONS';

/** Seconds that Kubernetes gives the containers of a pod to end, unless the pod sets another number. */
const DEFAULT_GRACE_PERIOD = 30;

const SETTINGS = Symbol.for('cdk8s-istio-oneagent.ProxySettings');

/**
 * Settings of the sidecar of a workload: the annotation `proxy.istio.io/config` of the pod template. They apply to pods that are created afterwards.
 *
 * Settings that the pod template already has are kept. A setting that it has with another value is an error, not replaced. For all workloads of a namespace, use
 * `ProxyConfig`; for the whole mesh, `meshConfig.defaultConfig`.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
 *
 * @exampleMetadata fixture=app
 * @example
 * ProxySettings.of(web).holdApplicationUntilProxyStarts();
 * ProxySettings.of(web).captureDns();
 */
export class ProxySettings {
  /** Annotation of pods with the settings of their proxy, as YAML. */
  public static readonly ANNOTATION: string = PROXY_CONFIG_ANNOTATION;

  /**
   * The settings of a workload: a Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod or Argo Rollout, of cdk8s-plus or any other library.
   * Each construct has one object: another call returns the same one.
   *
   * @throws if the construct has no pod template
   */
  public static of(workload: IConstruct): ProxySettings {
    checkCall('ProxySettings.of', [workload]);
    const holder = workload as IConstruct & { [SETTINGS]?: ProxySettings };
    if (!holder[SETTINGS]) { Object.defineProperty(holder, SETTINGS, { value: new ProxySettings(Workload.of(workload)) }); }
    return holder[SETTINGS]!;
  }

  private drainSeconds: number | undefined;

  private constructor(private readonly workload: Workload) {}

  /**
   * Lets the sidecar answer the DNS queries of its pod. The names of ServiceEntries without addresses then lead to addresses that istiod allocates, by
   * which the sidecar knows connections for TCP.
   *
   * @param enabled `false` to turn off what the mesh turns on
   * @throws if the pod template has the opposite
   */
  public captureDns(enabled: boolean = true): void {
    checkCall('ProxySettings#captureDns', [enabled]);
    this.setVariable(DNS_CAPTURE, String(enabled));
  }

  /**
   * Starts the containers of the application only when the sidecar is ready, so that their first connections don't fail. Sidecars that are init containers
   * (native sidecars) need no such setting.
   *
   * @param hold `false` to turn off what the mesh turns on
   * @throws if the pod template has the opposite
   */
  public holdApplicationUntilProxyStarts(hold: boolean = true): void {
    checkCall('ProxySettings#holdApplicationUntilProxyStarts', [hold]);
    this.set('holdApplicationUntilProxyStarts', hold);
  }

  /**
   * Sets the number of threads of the proxy.
   *
   * @param threads a whole number; 0 for one thread for each core
   * @throws if the number is not a whole number from 0, or the pod template has another one
   */
  public useConcurrency(threads: number): void {
    checkCall('ProxySettings#useConcurrency', [threads]);
    this.set('concurrency', checkConcurrency(threads));
  }

  /**
   * Sets how long the proxy lets open connections end when the pod stops, before it exits. Istio's default is 5 seconds.
   *
   * After `terminationGracePeriodSeconds` of the pod, by default 30, Kubernetes kills the proxy with all connections that are still open. A duration that is longer than
   * this fails the synth; leave the proxy some seconds.
   *
   * @param duration whole seconds
   * @throws if the duration is not at least one second, in whole seconds, or the pod template has another one
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  public useTerminationDrainDuration(duration: Duration): void {
    checkCall('ProxySettings#useTerminationDrainDuration', [duration]);
    this.set('terminationDrainDuration', toSeconds('terminationDrainDuration', duration));
    if (this.drainSeconds === undefined) { this.workload.construct.node.addValidation({ validate: () => this.drainFaults() }); }
    this.drainSeconds = duration.toSeconds();
  }

  /**
   * Sets how long Envoy takes to close connections to a listener that a change of the configuration removes. Istio's default is 45 seconds.
   *
   * @param duration whole seconds
   * @throws if the duration is not at least one second, in whole seconds, or the pod template has another one
   */
  public useDrainDuration(duration: Duration): void {
    checkCall('ProxySettings#useDrainDuration', [duration]);
    this.set('drainDuration', toSeconds('drainDuration', duration));
  }

  /**
   * Adds tags to the metrics of the proxy that a Telemetry defines with `tagOverrides`. A tag that is already there is ignored.
   *
   * @throws if a tag is not letters, digits and `_`
   */
  public addStatTags(...tags: string[]): void {
    checkCall('ProxySettings#addStatTags', tags);
    if (tags.length === 0) { return; }
    const wrong = tags.find(tag => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(tag));
    if (wrong !== undefined) { throw new Error(`'tags' accepts letters, digits and '_', such as "destination_port", got ${quote(wrong)}`); }
    const config = this.read();
    this.write({ ...config, extraStatTags: [...new Set([...textsOf(config.extraStatTags), ...tags])].sort() });
  }

  /**
   * Adds an environment variable of the proxy (`proxyMetadata`), such as `EXIT_ON_ZERO_ACTIVE_CONNECTIONS`. Don't pass secrets: everyone who may read pods
   * can read it.
   *
   * @throws if the name is not valid, or the pod template has another value
   */
  public addEnvironmentVariable(name: string, value: string): void {
    checkCall('ProxySettings#addEnvironmentVariable', [name, value]);
    this.setVariable(checkVariableName(name), value);
  }

  private drainFaults(): string[] {
    // With this variable, the proxy waits for its last connection instead.
    if (String(recordOf(this.read().proxyMetadata)[EXIT_WITH_LAST_CONNECTION]) === 'true') { return []; }
    const own = this.workload.podField('terminationGracePeriodSeconds');
    const limit = typeof own === 'number' ? own : DEFAULT_GRACE_PERIOD;
    const is = typeof own === 'number' ? String(limit) : `${limit} by default`;
    return this.drainSeconds! <= limit ? [] : [`'terminationDrainDuration' must be at most terminationGracePeriodSeconds of the pods, which is ${is}, got ${quote(`${this.drainSeconds}s`)}; `
      + 'raise terminationGracePeriodSeconds, or Kubernetes kills the proxy before its connections end'];
  }

  private setVariable(name: string, value: string): void {
    const config = this.read();
    const variables = recordOf(config.proxyMetadata);
    // YAML reads an unquoted true as a boolean, which Istio takes as the text.
    if (Object.hasOwn(variables, name) && String(variables[name]) !== value) { throw this.conflict(name, String(variables[name]), value); }
    this.write({ ...config, proxyMetadata: { ...variables, [name]: value } });
  }

  private set(field: string, value: boolean | number | string): void {
    const config = this.read();
    if (Object.hasOwn(config, field) && config[field] !== value) { throw this.conflict(field, String(config[field]), String(value)); }
    this.write({ ...config, [field]: value });
  }

  private conflict(name: string, present: string, value: string): Error {
    return new Error(`'${name}' of ${quotePath(this.workload.construct)} can't be ${quote(value)}, because the annotation ${quote(PROXY_CONFIG_ANNOTATION)} already has ${quote(present)}; remove one of the two`);
  }

  private read(): JsonObject {
    const text = this.workload.annotation(PROXY_CONFIG_ANNOTATION) ?? '';
    const config: unknown = text.trim() === '' ? {} : parsedProxyConfig(text);
    if (!isRecord(config)) {
      throw new Error(`the annotation ${quote(PROXY_CONFIG_ANNOTATION)} of ${quotePath(this.workload.construct)} must be a map in YAML, got ${quote(text)}; correct it, because Istio refuses such pods`);
    }
    return config;
  }

  private write(config: JsonObject): void {
    // Istio reads YAML 1.1, where `yes` without quotes is no text.
    const text = loadYaml().stringify(config, { version: '1.1', sortMapEntries: true, aliasDuplicateObjects: false, lineWidth: 0 });
    this.workload.setAnnotation(PROXY_CONFIG_ANNOTATION, text);
  }
}

function toSeconds(prop: string, duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  if (milliseconds < 1000 || milliseconds % 1000 !== 0) { throw new Error(`'${prop}' must be whole seconds, at least one, got ${quote(`${milliseconds}ms`)}`); }
  return `${milliseconds / 1000}s`;
}
