import { CloudNativeFullStackOptions, ApplicationMonitoringOptions, HostMonitoringOptions, ClassicFullStackOptions } from './one-agent-mode-options';
import { renderCodeModules, renderDaemonSet, renderMode } from './one-agent-mode-spec';
import * as l1 from '../../../imports/dynatrace.com';
import { checkCall } from '../../core/signatures/check-call';

/**
 * Where OneAgent runs: on the nodes, in the pods of applications, or both.
 *
 * @see https://docs.dynatrace.com/docs/shortlink/dto-params-k8s
 */
export class DynaKubeMode {
  /**
   * OneAgent on all nodes, and code modules injected into the pods of applications.
   *
   * @throws if a value is not valid
   */
  public static cloudNativeFullStack(options: CloudNativeFullStackOptions = {}): DynaKubeMode {
    checkCall('DynaKubeMode.cloudNativeFullStack', [options]);
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
   * Code modules injected into the pods of applications, without OneAgent on the nodes.
   *
   * @throws if a value is not valid
   */
  public static applicationMonitoring(options: ApplicationMonitoringOptions = {}): DynaKubeMode {
    checkCall('DynaKubeMode.applicationMonitoring', [options]);
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
   * OneAgent on all nodes, without injection into the pods of applications.
   *
   * @throws if a value is not valid
   */
  public static hostMonitoring(options: HostMonitoringOptions = {}): DynaKubeMode {
    checkCall('DynaKubeMode.hostMonitoring', [options]);
    return new DynaKubeMode('hostMonitoring', {
      hostMonitoring: {
        ...renderMode(options),
        ...renderDaemonSet(options),
        imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecOneAgentHostMonitoringImagePullPolicy,
      },
    });
  }

  /**
   * OneAgent on all nodes. From there it also monitors the processes of applications, without injection into their pods.
   *
   * @throws if a value is not valid
   */
  public static classicFullStack(options: ClassicFullStackOptions = {}): DynaKubeMode {
    checkCall('DynaKubeMode.classicFullStack', [options]);
    return new DynaKubeMode('classicFullStack', {
      classicFullStack: {
        ...renderMode(options),
        ...renderDaemonSet(options),
        imagePullPolicy: options.imagePullPolicy as string as l1.DynaKubeSpecOneAgentClassicFullStackImagePullPolicy,
      },
    });
  }

  /** Name of the mode as it is in the DynaKube: `cloudNativeFullStack`, `applicationMonitoring`, `hostMonitoring` or `classicFullStack`. */
  public readonly name: string;

  /**
   * The mode as it is in the manifest. It is rendered even if it is empty: its presence turns the mode on.
   *
   * @internal
   */
  public readonly _spec: l1.DynaKubeSpecOneAgent;

  private constructor(name: string, spec: l1.DynaKubeSpecOneAgent) {
    this.name = name;
    this._spec = spec;
  }
}

