/** Channels on which processes that share a store tell each other of probes. */
export const probeChannels = {
  queued: 'sextant_probe_queued',
  cancelled: 'sextant_probe_cancelled',
  event: 'sextant_probe_event',
};

/** Whether a probe waits or runs. */
export const isOpen = ({ status }: { readonly status: string }): boolean => status === 'queued' || status === 'running';
