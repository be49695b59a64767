// What Linux says about a process that goes on.
import fs from 'node:fs';

const ticksPerSecond = 100; // USER_HZ, fixed in Linux's interface whatever the kernel's own rate is

/** @returns {{ resident: number, peak: number, wakeUps: number }} megabytes, megabytes, voluntary switches so far */
export function processStatus(pid) {
  const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const value = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1]);
  return {
    resident: value('VmRSS') / 1024,
    peak: value('VmHWM') / 1024,
    wakeUps: value('voluntary_ctxt_switches'),
  };
}

/** User and system time so far, in seconds, in steps of 10 ms. */
export function processCpu(pid) {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in brackets and may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
