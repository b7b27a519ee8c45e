/** What people type for a time of day, as documents hold it: `9` and `9 am` are `09:00`, `1730` is `17:30`. Anything else stays as typed. */
export function readTime(typed: string): string {
  const [, hour = '', minute = '00', half] = TIME.exec(typed.trim().toLowerCase()) ?? [];
  if (hour === '') return typed.trim();
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  const isTime = Number(minute) < 60 && (half === undefined ? hours <= 24 : Number(hour) >= 1 && Number(hour) <= 12);
  return isTime ? `${String(hours).padStart(2, '0')}:${minute}` : typed.trim();
}

const TIME = /^(\d{1,2})(?:\s?[:.h]?\s?(\d{2}))?\s?(?:([ap])\.?m\.?)?$/;
