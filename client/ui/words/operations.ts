// What those who run the servers must hear.
export const zh = {
  storage: {
    low: '服务器磁盘空间不足：仅剩 {{free}} GB',
    lowFor: '服务器磁盘空间不足：仅剩 {{free}} GB，按目前速度约 {{days}} 天后写满',
    what: '写满后新的报告无法保存。请告知管理员清理或扩容',
  },
} as const;

export const en = {
  storage: {
    low: 'The disk of the server is running full: {{free}} GB left',
    lowFor: 'The disk of the server is running full: {{free}} GB left, for about {{days}} days as it goes',
    what: 'Once it is full, new reports cannot be kept. Tell an administrator to make room',
  },
} as const;
