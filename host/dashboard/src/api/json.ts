// JSON without loss. The API's own figures are small; records keep every digit as it was written.
import { LosslessNumber, isSafeNumber, parse, stringify } from 'lossless-json';

const plainNumber = (text: string): unknown => (isSafeNumber(text) ? Number(text) : new LosslessNumber(text));

// Figures of the API as numbers; what a double cannot hold stays a LosslessNumber.
export const parseFigures = (text: string): unknown => parse(text, null, plainNumber);

// Every number keeps its text: 1.10 is shown as 1.10.
export const parseExact = (text: string): unknown => parse(text);

export function printJson(value: unknown, indent = 2): string {
  return stringify(value, null, indent) ?? 'null';
}

// The text laid out for reading, or as it is if it is not JSON.
export function layOut(text: string): string {
  try {
    return printJson(parse(text));
  } catch {
    return text;
  }
}

export function toNumber(value: unknown): number {
  return Number(value instanceof LosslessNumber ? value.value : value);
}
