const PREFIX = 'outbound_';

/** Whether a text is a server name that Istio generates for traffic between clusters, `outbound_.<port>_.<subset>_.<host>`, as far as istiod checks it. */
export function isGeneratedSni(text: string): boolean {
  if (!text.startsWith(PREFIX) || text.length > 255) { return false; }
  const parts = text.split('_');
  return parts.length >= 4 && /[0-9]/.test(parts[1]) && /[a-zA-Z]/.test(parts[3]);
}
