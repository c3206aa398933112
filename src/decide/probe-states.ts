import type { Recommendation } from '../settings/recommendation.js';

/** Channels on which processes that share a store tell each other of probes. */
export const probeChannels = {
  queued: 'sextant_probe_queued',
  cancelled: 'sextant_probe_cancelled',
  event: 'sextant_probe_event',
};

/** Whether a probe waits or runs. */
export const isOpen = ({ status }: { readonly status: string }): boolean => status === 'queued' || status === 'running';

/** Whether the probe of a recommendation, if it has one, waits or runs. */
export const isUnderWay = ({ probe }: Recommendation): boolean => probe !== undefined && isOpen(probe);
