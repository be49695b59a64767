/** A part of something that can be counted. */
export interface Ratio {
  readonly covered: number;
  readonly measured: number;
}

/** Percent, not rounded; what is empty has none. */
export function percentOf({ covered, measured }: Ratio): number {
  return (covered * 100) / measured;
}

/** Percent as it is shown, rounded down to one decimal so that 79.99 never looks like 80: `79.9 %`. */
export function showPercent(ratio: Ratio): string {
  return `${Math.floor((ratio.covered * 1000) / ratio.measured) / 10} %`;
}

/** Percentage points as they are shown: up to two decimals, rounded up so that a drop is never shown as none. */
export function showPoints(points: number): string {
  const rounded = Math.ceil(points * 100 - tiny) / 100;
  return `${rounded} ${rounded === 1 ? 'point' : 'points'}`;
}

/** True where a ratio, not rounded, is below some percent; what binary fractions add is no difference. */
export function isBelow({ covered, measured }: Ratio, percent: number): boolean {
  return covered * 100 < percent * measured - tiny * measured;
}

const tiny = 1e-9;
