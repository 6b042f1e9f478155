import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../server/platform/config.ts';

interface Service {
  image: string;
  environment: Record<string, string>;
  secrets: string[];
  volumes: string[];
  networks: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  container_name?: string;
  privileged?: boolean;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean; ipam?: { config: { gateway: string }[] } }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as Compose;
const services = Object.entries(compose.services);
const { database, server } = compose.services as { database: Service; server: Service };

it('names no secret, volume or network that it does not define', () => {
  for (const [, service] of services) {
    expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(service.secrets));
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(service.networks));
    expect(Object.keys(compose.volumes)).toEqual(
      expect.arrayContaining(service.volumes.map((volume) => volume.split(':')[0])),
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
  ]);
  const settings = services.flatMap(([, { environment }]) => Object.entries(environment));
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

it('gives the server a configuration that it accepts', () => {
  const environment = Object.fromEntries(
    Object.entries(server.environment)
      .filter(([name]) => !name.endsWith('_FILE'))
      .map(([name, value]) => [name, value.replace(/\$\{\w+:-([^}]*)\}/, '$1')]),
  );
  const config = readConfig({ ...environment, HOST: '0.0.0.0', PORT: '8080', DATA_DIR: '/data' });
  const gateway = compose.networks.outside?.ipam?.config[0]?.gateway;
  expect(config.demoAddresses.map(({ address, prefix }) => `${address}/${prefix}`)).toContain(`${gateway}/32`);
});
