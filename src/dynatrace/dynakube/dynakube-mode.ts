import { CloudNativeFullStackOptions, ApplicationMonitoringOptions, HostMonitoringOptions, ClassicFullStackOptions } from './one-agent-mode-options';
import { renderCodeModules, renderDaemonSet, renderMode } from './one-agent-mode-spec';
import * as l1 from '../../../imports/dynatrace.com';

/**
 * How OneAgent gets to nodes and applications.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynaKubeMode {
  /**
   * OneAgent on every node, and code modules injected into the pods of applications.
   *
   * @throws if a value can't be right
   */
  public static cloudNativeFullStack(options: CloudNativeFullStackOptions = {}): DynaKubeMode {
    return new DynaKubeMode('cloudNativeFullStack', {
      cloudNativeFullStack: {
        ...renderMode(options),
        ...renderCodeModules(options),
        ...renderDaemonSet(options),
        codeModulesImagePullPolicy:
          options.codeModulesImagePullPolicy as string as l1.DynaKubeSpecOneAgentCloudNativeFullStackCodeModulesImagePullPolicy,
        imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecOneAgentCloudNativeFullStackImagePullPolicy,
      },
    });
  }

  /**
   * Code modules injected into the pods of applications, nothing on the nodes.
   *
   * @throws if a value can't be right
   */
  public static applicationMonitoring(options: ApplicationMonitoringOptions = {}): DynaKubeMode {
    return new DynaKubeMode('applicationMonitoring', {
      applicationMonitoring: {
        ...renderMode(options),
        ...renderCodeModules(options),
        codeModulesImagePullPolicy:
          options.codeModulesImagePullPolicy as string as l1.DynaKubeSpecOneAgentApplicationMonitoringCodeModulesImagePullPolicy,
      },
    });
  }

  /**
   * OneAgent on every node, nothing in the pods of applications.
   *
   * @throws if a value can't be right
   */
  public static hostMonitoring(options: HostMonitoringOptions = {}): DynaKubeMode {
    return new DynaKubeMode('hostMonitoring', {
      hostMonitoring: {
        ...renderMode(options),
        ...renderDaemonSet(options),
        imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecOneAgentHostMonitoringImagePullPolicy,
      },
    });
  }

  /**
   * OneAgent on every node, which also gets into the processes of applications from there, without injection into their pods.
   *
   * @throws if a value can't be right
   */
  public static classicFullStack(options: ClassicFullStackOptions = {}): DynaKubeMode {
    return new DynaKubeMode('classicFullStack', {
      classicFullStack: {
        ...renderMode(options),
        ...renderDaemonSet(options),
        imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecOneAgentClassicFullStackImagePullPolicy,
      },
    });
  }

  /** Name of the mode, as it stands in the DynaKube: `cloudNativeFullStack`, `applicationMonitoring`, `hostMonitoring` or `classicFullStack`. */
  public readonly name: string;

  /**
   * The mode in the manifest's form. It is there even if nothing in it is set: its presence turns the mode on.
   *
   * @internal
   */
  public readonly _spec: l1.DynaKubeSpecOneAgent;

  private constructor(name: string, spec: l1.DynaKubeSpecOneAgent) {
    this.name = name;
    this._spec = spec;
  }
}

