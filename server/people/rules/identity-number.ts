const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Whether these eighteen symbols are a resident identity number: its check symbol is right (GB 11643). */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text.charAt(at)), 0);
  return '10X98765432'.charAt(sum % 11) === text.charAt(17).toUpperCase();
}
