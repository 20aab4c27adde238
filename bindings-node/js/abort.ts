// Signals that stop work.

const LISTENERS = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `stop` when the signal is given; the function returned takes that back. However many calls a signal stops, it has
 * one listener of ours: Node warns of a leak from eleven on.
 */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  const stops = LISTENERS.get(signal) ?? listening(signal);
  stops.add(stop);
  return () => {
    stops.delete(stop);
    if (stops.size === 0 && LISTENERS.get(signal) === stops) {
      LISTENERS.delete(signal);
      signal.removeEventListener("abort", abort);
    }
  };
}

function listening(signal: AbortSignal): Set<() => void> {
  const stops = new Set<() => void>();
  LISTENERS.set(signal, stops);
  signal.addEventListener("abort", abort, { once: true });
  return stops;
}

function abort(this: AbortSignal): void {
  const stops = LISTENERS.get(this);
  LISTENERS.delete(this);
  stops?.forEach((stop) => stop());
}
