/** The date where the person is, ISO. */
export function localDate(now: Date): string {
  const digits = (value: number): string => String(value).padStart(2, '0');
  return `${String(now.getFullYear())}-${digits(now.getMonth() + 1)}-${digits(now.getDate())}`;
}
