import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../server/platform/config.ts';

interface Service {
  image: string;
  environment?: Record<string, string>;
  secrets: string[];
  volumes: string[];
  networks: string[];
  profiles?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }> | string[];
  healthcheck?: { test: string[] };
  container_name?: string;
  privileged?: boolean;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean; ipam?: { config: { subnet: string }[] } } | null>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as Compose;
const services = Object.entries(compose.services);
const { database, server, proxy } = compose.services as Record<'database' | 'server' | 'proxy', Service>;

it('names no secret, volume or network that it does not define', () => {
  for (const [, service] of services) {
    expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(service.secrets));
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(service.networks));
    expect(Object.keys(compose.volumes)).toEqual(
      expect.arrayContaining(
        service.volumes.filter((volume) => !volume.startsWith('./')).map((volume) => volume.split(':')[0]),
      ),
    );
  }
});

it('waits for a database that answers over TCP', () => {
  expect(server.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  expect(database.healthcheck?.test.join(' ')).toContain('pg_isready --host=127.0.0.1');
});

it('hands secrets over as files, and none stands in the environment', () => {
  expect(Object.values(compose.secrets).map(({ file }) => file)).toEqual([
    './secrets/database-password',
    './secrets/database-url',
    './secrets/tls-certificate',
    './secrets/tls-key',
  ]);
  const settings = services.flatMap(([, { environment }]) => Object.entries(environment ?? {}));
  const secret = settings.filter(([name]) => /PASSWORD|SECRET|TOKEN|_KEY|DATABASE_URL/.test(name));
  expect(secret.filter(([name, value]) => !name.endsWith('_FILE') || !value.startsWith('/run/secrets/'))).toEqual([]);
});

it('keeps the database off every network but the inner one, and the server off other machines', () => {
  expect(database.networks).toEqual(['inside']);
  expect(compose.networks.inside?.internal).toBe(true);
  expect(database.ports).toBeUndefined();
  expect(server.ports).toEqual(['127.0.0.1:8080:8080']);
});

it('can be scaled: no service has a name of its own', () => {
  expect(services.filter(([, service]) => service.container_name ?? service.privileged)).toEqual([]);
});

it('gives the server a configuration that it accepts, in which it believes the network of the proxy and nobody else', () => {
  const environment = Object.fromEntries(
    Object.entries(server.environment ?? {})
      .filter(([name]) => !name.endsWith('_FILE'))
      .map(([name, value]) => [name, value.replace(/\$\{\w+:-([^}]*)\}/, '$1')]),
  );
  const config = readConfig({ ...environment, HOST: '0.0.0.0', PORT: '8080', DATA_DIR: '/data' });
  const trusted = config.trustedProxies.map(({ address, prefix }) => `${address}/${prefix}`);
  expect(trusted).toEqual([compose.networks.front?.ipam?.config[0]?.subnet]);
  const there = services.filter(([, { networks }]) => networks.includes('front')).map(([name]) => name);
  expect(there.sort()).toEqual(['proxy', 'server']);
  expect(compose.networks.front?.internal).toBe(true);
});

it('puts TLS in front by a proxy that may do nothing else', () => {
  expect(proxy).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  expect(proxy.ports?.map((port) => port.split(':').at(-1))).toEqual(['8080', '8443']);
  expect(proxy.volumes.filter((volume) => !volume.endsWith(':ro'))).toEqual([]);
  const settings = readFileSync('deploy/nginx.conf', 'utf8');
  for (const secret of proxy.secrets) expect(settings).toContain(`/run/secrets/${secret};`);
  expect(settings).toContain('server server:8080;');
  expect(settings).toContain('X-Forwarded-For $remote_addr;'); // not what the client wrote itself
});
