// The administration: people, posts, departments, divisions, keys, requests of two persons, the matrix.
export const zh = {
  title: '系统管理',
  document: '烽燧 · 系统管理',
  list: '管理页面',
  skip: '跳到内容',
  back: '返回地图',
  nothing: '您的岗位没有管理页面。',
  pages: {
    people: '人员',
    posts: '岗位与授权',
    departments: '部门',
    divisions: '区划',
    feeds: '接入密钥',
    devices: '设备密钥',
    matrix: '权限矩阵',
    requests: '双人审批',
    'hand-overs': '交接班',
    openings: '个人信息查看',
    audit: '审计日志',
  },
} as const;

export const en = {
  title: 'Administration',
  document: 'Fengsui · Administration',
  list: 'Pages of the administration',
  skip: 'Skip to the content',
  back: 'Back to the map',
  nothing: 'Your post has no page of the administration.',
  pages: {
    people: 'People',
    posts: 'Posts and grants',
    departments: 'Departments',
    divisions: 'Divisions',
    feeds: 'Feed keys',
    devices: 'Device keys',
    matrix: 'Permission matrix',
    requests: 'Two-person requests',
    'hand-overs': 'Shift hand-over',
    openings: 'Openings of contacts',
    audit: 'Audit log',
  },
} as const;
