import { destinationsIn } from '../../../src/analysis/egress/setting-destinations';

/** Each destination as `protocol/protocol host:port`. */
function found(text: string): string[] {
  return destinationsIn(text).map(({ protocols, host, address, port }) => `${protocols.join('/')} ${host ?? address}:${port}`);
}

test.each([
  ['https://api.example.com', 'https api.example.com:443'],
  ['http://API.example.com.:8080/path?query', 'http api.example.com:8080'],
  ['wss://user:p%40ss@api.example.com/', 'https api.example.com:443'],
  ['ws://api.example.com#x', 'http api.example.com:80'],
  [' https://api.example.com\n', 'https api.example.com:443'],
  ['https://npm.example.com:8443/@scope/package', 'https npm.example.com:8443'],
  ['https://maps.example.com/?mail=a@b.example', 'https maps.example.com:443'],
])('%j is a destination of HTTP', (text, expected) => {
  expect(found(text)).toEqual([expected]);
});

test.each([
  ['postgres://u@db.corp.example:5432/x', 'tcp db.corp.example:5432'],
  ['postgresql://u:p@ss@db.corp.example/x?sslmode=require', 'tcp db.corp.example:5432'],
  ['redis://:secret@cache.corp.example/0', 'tcp cache.corp.example:6379'],
  ['rediss://cache.corp.example', 'https/tcp cache.corp.example:6379'],
  ['amqps://mq.corp.example/vhost', 'https/tcp mq.corp.example:5671'],
  ['jdbc:postgresql://db.corp.example/x?user=u&password=secret', 'tcp db.corp.example:5432'],
  ['jdbc:sqlserver://db.corp.example:1444;databaseName=x;password=secret', 'tcp db.corp.example:1444'],
  ['jdbc:mariadb:loadbalance://db.corp.example:3306/x', 'tcp/https/http db.corp.example:3306'],
  ['jdbc:oracle:thin:scott/tiger@//db.corp.example:1522/x', 'tcp db.corp.example:1522'],
  ['r2dbc:pool:mysql://db.corp.example/x', 'tcp db.corp.example:3306'],
  ['postgresql+asyncpg://db.corp.example/x', 'tcp/https/http db.corp.example:5432'],
  ['kafka+ssl://kafka.corp.example:9093', 'tcp/https/http kafka.corp.example:9093'],
  ['grpc://collector.corp.example:4317', 'http/https/tcp collector.corp.example:4317'],
  ['grpcs://collector.corp.example:4317', 'https collector.corp.example:4317'],
  ['dns:///collector.corp.example:4317', 'tcp/https/http collector.corp.example:4317'],
  ['tcp://broker.corp.example:1883', 'tcp/https/http broker.corp.example:1883'],
  ['ftp://files.example', 'tcp files.example:21'],
  ['https://203.0.113.77:8443/x', 'tcp/https 203.0.113.77:8443'],
  ['http://203.0.113.77', 'tcp/http 203.0.113.77:80'],
  ['redis://[2001:DB8:0::1]:6380', 'tcp 2001:db8::1:6380'],
  ['kafka.corp.example:9092', 'tcp/https/http kafka.corp.example:9092'],
  ['proxy1.4.example:3128', 'tcp/https/http proxy1.4.example:3128'],
])('%j is a destination with the protocols that its client may speak', (text, expected) => {
  expect(found(text)).toEqual([expected]);
});

test('several hosts are several destinations', () => {
  expect(found('a.example:9092, b.example:9093')).toEqual(['tcp/https/http a.example:9092', 'tcp/https/http b.example:9093']);
  expect(found('mongodb://u:p@a.example:27018,b.example/db?replicaSet=x')).toEqual(['tcp a.example:27018', 'tcp b.example:27017']);
});

test.each([
  'see https://api.example.com', 'https://a.example.com,https://b.example.com', 'constructor://api.example.com', 'https://localhost', 'postgres://db:5432', 'cache:6379',
  'https://127.0.0.1:8443', 'tcp://0.0.0.0:8080', 'http://[::1]:80', 'http://[::]:80', 'https://api.example.com:0', 'https://api.example.com:70000', 'https://$(HOST).example.com',
  'https://*.example.com', '//api.example.com', '', 'api.example.com', '203.0.113.77:8443', '10.30:15', 'v1.2:80', 'a.example:9092,b', 'a.example:080', 'registry.example/web:1.0',
  'udp://ntp.example:123', 'syslog+udp://log.example:514', 'mongodb+srv://db.example/x', 'http+unix://app.sock', 'git+https://git.example/x', 'thing://a.example', 'mailto:a@b.example',
  'jdbc:oracle:thin:@db.corp.example:1521:x', 'jdbc:sqlserver://db.corp.example\\instance:1433',
])('%j is none', text => {
  expect(found(text)).toEqual([]);
});

test('the beginning of a password is no port', () => {
  expect(found('postgres://svc.app:1234/5@db.corp.example')).toEqual([]);
  expect(found('redis://svc.app:12?3@db.corp.example')).toEqual([]);
  expect(found('https://svc.app:12#3@api.example.com')).toEqual([]);
});
