/** Compares two minor versions of Istio such as `1.9` and `1.31`: negative if the first is older, 0 if they are equal. Ignores the patch version. */
export function compareIstioVersions(a: string, b: string): number {
  const [majorA, minorA] = numbers(a);
  const [majorB, minorB] = numbers(b);
  return majorA - majorB || minorA - minorB;
}

/** Whether a version of Istio is the minimum or newer. */
export function isIstioAtLeast(version: string, minimum: string): boolean {
  return version === minimum || compareIstioVersions(version, minimum) >= 0;
}

function numbers(version: string): [number, number] {
  const [major, minor] = version.split('.');
  return [Number(major), Number(minor ?? 0)];
}
