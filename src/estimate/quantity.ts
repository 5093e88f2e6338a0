import type { Quantity } from '../model/delta';

export type { Quantity };

/** A quantity, or a sentence that says what is missing. Never zero for the unknown. */
export type Estimated =
  { readonly known: true; readonly quantity: Quantity } | { readonly known: false; readonly why: string };

export function exact(value: number): Quantity {
  return { value, low: value, high: value };
}

export function known(quantity: Quantity): Estimated {
  return { known: true, quantity };
}

export function unknown(why: string): Estimated {
  return { known: false, why };
}

export function plus(a: Quantity, b: Quantity): Quantity {
  return { value: a.value + b.value, low: a.low + b.low, high: a.high + b.high };
}

/** Like with like: the low bound is the difference of the low bounds, so it isn't always the smallest number. */
export function minus(a: Quantity, b: Quantity): Quantity {
  return { value: a.value - b.value, low: a.low - b.low, high: a.high - b.high };
}

export function times(a: Quantity, factor: number): Quantity {
  return { value: a.value * factor, low: a.low * factor, high: a.high * factor };
}

/** Bound by bound: low by low, high by high. */
export function product(a: Quantity, b: Quantity): Quantity {
  return { value: a.value * b.value, low: a.low * b.low, high: a.high * b.high };
}

/** The least and the most of a quantity, whichever bound they are. */
export function span(a: Quantity): readonly [least: number, most: number] {
  return [Math.min(a.value, a.low, a.high), Math.max(a.value, a.low, a.high)];
}

/** What `compute` makes of a known quantity; what is unknown stays so. */
export function whenKnown(estimated: Estimated, compute: (quantity: Quantity) => Quantity): Estimated {
  return estimated.known ? known(compute(estimated.quantity)) : estimated;
}
