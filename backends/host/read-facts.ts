import { readdirSync } from 'node:fs';
import { machine } from 'node:os';
import type { HostFacts } from './facts.ts';
import { parseStat } from './read-cpu.ts';
import { parseMeminfo } from './read-memory.ts';
import { readText } from './read-text.ts';

/** What this machine is; undefined when `/proc` is not there. */
export function readFacts(roots: {
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly etcRoot: string;
}): HostFacts | undefined {
  const { procRoot, sysRoot, etcRoot } = roots;
  const stat = readText(`${procRoot}/stat`);
  if (stat === undefined) return undefined;
  const { cpu, bootedAt } = parseStat(stat);
  const cpuinfo = readText(`${procRoot}/cpuinfo`) ?? '';
  const model = /^(?:model name|Model|Processor)\s*:\s*(.+)$/m.exec(cpuinfo)?.[1];
  const virtualization = readVirtualization(sysRoot, cpuinfo);
  return {
    machineId:
      line(`${etcRoot}/machine-id`) ??
      line(`${sysRoot}/class/dmi/id/product_uuid`) ??
      // Changes with every boot, but tells machines apart.
      line(`${procRoot}/sys/kernel/random/boot_id`) ??
      'unknown',
    hostname: line(`${procRoot}/sys/kernel/hostname`) ?? 'localhost',
    os: readOs(readText(`${etcRoot}/os-release`) ?? ''),
    kernel: line(`${procRoot}/sys/kernel/osrelease`) ?? 'unknown',
    architecture: machine(),
    cpu: {
      ...(model && { model }),
      cores: countCores(sysRoot) || cpu.cores.length,
      threads: cpu.cores.length,
    },
    memoryBytes: parseMeminfo(readText(`${procRoot}/meminfo`) ?? '').totalBytes,
    bootedAt,
    ...(virtualization && { virtualization }),
  };
}

function line(path: string): string | undefined {
  return readText(path)?.trim() || undefined;
}

/** os-release(5): shell-like assignments. */
function readOs(text: string): HostFacts['os'] {
  const value = (key: string) => new RegExp(`^${key}=["']?(.*?)["']?$`, 'm').exec(text)?.[1] || undefined;
  const version = value('VERSION_ID');
  return {
    id: value('ID') ?? 'linux',
    name: value('PRETTY_NAME') ?? value('NAME') ?? 'Linux',
    ...(version && { version }),
  };
}

/** Distinct cores under the online processors; 0 when the kernel does not tell. */
function countCores(sysRoot: string): number {
  const cores = new Set<string>();
  for (const name of list(`${sysRoot}/devices/system/cpu`)) {
    if (!/^cpu\d+$/.test(name)) continue;
    // Present while the processor is online only.
    const siblings = line(`${sysRoot}/devices/system/cpu/${name}/topology/thread_siblings_list`);
    if (siblings !== undefined) cores.add(siblings);
  }
  return cores.size;
}

const VENDORS: readonly (readonly [RegExp, string])[] = [
  [/VMware/i, 'vmware'],
  [/VirtualBox|innotek/i, 'virtualbox'],
  [/Amazon EC2/i, 'amazon'],
  [/Google/i, 'google'],
  [/Microsoft Corporation Virtual|Hyper-V/i, 'microsoft'],
  [/Parallels/i, 'parallels'],
  [/Xen/i, 'xen'],
  [/KVM|OpenStack/i, 'kvm'],
  [/QEMU|Bochs/i, 'qemu'],
];

const CLOCKS: readonly (readonly [string, string])[] = [
  ['kvm-clock', 'kvm'],
  ['hyperv', 'microsoft'],
  ['xen', 'xen'],
];

/** From what the firmware says, then the paravirtual clock the kernel found, then the processor's "hypervisor" bit. */
function readVirtualization(sysRoot: string, cpuinfo: string): string | undefined {
  const dmi = ['sys_vendor', 'product_name', 'bios_vendor']
    .map((name) => line(`${sysRoot}/class/dmi/id/${name}`) ?? '')
    .join(' ');
  const isGuest = /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo);
  // Bare metal of Google, Amazon and Microsoft carries their names too; QEMU on ARM has no such processor flag.
  const vendor =
    isGuest || /QEMU|KVM/i.test(dmi) ? VENDORS.find(([pattern]) => pattern.test(dmi))?.[1] : undefined;
  if (vendor !== undefined) return vendor;
  if (!isGuest) return undefined;
  const clocks = line(`${sysRoot}/devices/system/clocksource/clocksource0/available_clocksource`) ?? '';
  return CLOCKS.find(([clock]) => clocks.includes(clock))?.[1] ?? 'vm';
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
