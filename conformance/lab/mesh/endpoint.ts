/** An address and a port as Envoy writes them: IPv6 in brackets, an IPv4 address in IPv6 form (`::ffff:`) as IPv4. */
export function endpoint(address = '', port = 0): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}
