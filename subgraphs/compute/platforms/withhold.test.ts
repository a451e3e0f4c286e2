import { expect, test } from 'vitest';
import { withoutSecrets } from './withhold.ts';

test('a native document keeps its shape and loses what may hold secrets', () => {
  const shown = withoutSecrets({
    Config: {
      Env: ['PATH=/bin', 'TOKEN=hunter2', 'FLAG'],
      Labels: { password: 'a label is public', 'com.example.token': 'x' },
      Cmd: ['run', '--x'],
    },
    HostConfig: {
      LogConfig: { Type: 'splunk', Config: { 'splunk-url': 'https://u:p@x', 'splunk-token': 'hunter2' } },
      StorageOpt: { size: '1G' },
      Mounts: [
        {
          Type: 'volume',
          VolumeOptions: { DriverConfig: { Name: 'cifs', Options: { o: 'password=hunter2' } } },
        },
      ],
    },
    NetworkSettings: { Networks: { bridge: { DriverOpts: { key: 'hunter2' }, IPAddress: '10.0.0.2' } } },
    State: { Health: { Status: 'healthy', Log: [{ ExitCode: 0, Output: 'hunter2' }] } },
    IdentityToken: 'hunter2',
  });
  expect(JSON.stringify(shown)).not.toMatch(/hunter2|u:p@x/);
  expect(shown).toMatchObject({
    Config: {
      Env: ['PATH', 'TOKEN', 'FLAG'],
      Labels: { password: 'a label is public' },
      Cmd: ['run', '--x'],
    },
    HostConfig: {
      LogConfig: { Type: 'splunk' },
      Mounts: [{ VolumeOptions: { DriverConfig: { Name: 'cifs' } } }],
    },
    NetworkSettings: { Networks: { bridge: { IPAddress: '10.0.0.2' } } },
    State: { Health: { Status: 'healthy', Log: [{ ExitCode: 0 }] } },
  });
});
