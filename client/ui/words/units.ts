// Units and ages. Every number on the screen ends in one of these.
export const zh = {
  seconds: '{{n}} 秒',
  minutes: '{{n}} 分',
  hours: '{{n}} 时',
  hoursMinutes: '{{h}} 时 {{m}} 分',
  days: '{{n}} 天',
  persons: '{{n}} 人',
  areaKm2: '{{n}} km²',
  areaM2: '{{n}} m²',
  distanceM: '{{n}} m',
  distanceKm: '{{n}} km',
  incidents: '{{n}} 起',
  date: '{{month}} 月 {{day}} 日',
  dateWeekday: '{{month}} 月 {{day}} 日 {{weekday}}',
  yearDate: '{{year}} 年 {{month}} 月 {{day}} 日',
} as const;

export const en = {
  seconds: '{{n}} s',
  minutes: '{{n}} min',
  hours: '{{n}} h',
  hoursMinutes: '{{h}} h {{m}} min',
  days: '{{n}} d',
  persons: '{{n}} people',
  areaKm2: '{{n}} km²',
  areaM2: '{{n}} m²',
  distanceM: '{{n}} m',
  distanceKm: '{{n}} km',
  incidents: '{{n}} incidents',
  date: '{{day}} {{month}}',
  dateWeekday: '{{weekday}} {{day}} {{month}}',
  yearDate: '{{day}} {{month}} {{year}}',
} as const;
