// The proxy of docker-compose.yml, run for real: deploy/nginx.conf with other ports, a certificate made for the occasion, and loopback behind it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../prepare/command.ts';
import { freePort } from '../prepare/postgres.ts';

export interface TlsProxy {
  readonly name: string;
  readonly httpsPort: number;
  readonly httpPort: number;
  /** PEM of the certificate, which signs itself. */
  readonly ca: string;
  close(): Promise<void>;
}

/** @param upstream host:port of the server behind it */
export async function startTlsProxy(upstream: string, name = 'fengsui.example'): Promise<TlsProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-tls-'));
  chmodSync(folder, 0o755);
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '2'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await must('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate]);
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  const settings = readFileSync('deploy/nginx.conf', 'utf8')
    .replaceAll('/tmp/', `${folder}/`)
    .replace('error_log stderr warn;', 'error_log stderr notice;')
    .replace('server server:8080;', `server ${upstream};`)
    .replace('listen 8080;', `listen 127.0.0.1:${httpPort};`)
    .replace('listen 8443 ', `listen 127.0.0.1:${httpsPort} `)
    .replace('/run/secrets/tls-certificate', certificate)
    .replace('/run/secrets/tls-key', key);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, settings);
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  const child = spawn('nginx', ['-p', folder, '-c', file, '-g', `${user}daemon off;`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('start worker process')) resolve(); // it listens before it says so
    });
    void ended.then(() => reject(new Error(`nginx ended:\n${said}`)));
  });
  return {
    name,
    httpsPort,
    httpPort,
    ca: readFileSync(certificate, 'utf8'),
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
