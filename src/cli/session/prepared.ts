import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { MeshModel } from '../../analysis/model/mesh-model';
import type { Input } from '../input/load-document';
import type { FoundSettings } from '../settings/mesh-settings-of';
import type { SettingsFile } from '../settings/settings-file';

/** The objects, and the settings that apply to them. */
export interface Prepared extends FoundSettings {
  readonly input: Input;
  readonly file: SettingsFile;
  readonly objects: readonly KubernetesObject[];
}

/** The model of what was read. */
export function modelOf({ objects, settings }: Prepared): MeshModel {
  return MeshModel.of(objects, settings);
}
