// What is wrong between this screen, the server and its database, and what to do about it.
export const zh = {
  insecure: '此页面没有加密，传输的内容可能被人看到或改动',
  insecureShort: '未加密',
  insecureWhat: '通行密钥、定位和复制在此不可用。请改用 https:// 开头的地址；在服务器本机上可用 http://localhost',
  putAway: '知道了',
  foreignKey: '这台服务器的密封密钥与数据库不一致',
  foreignKeyShort: '密封密钥不一致',
  foreignKeyWhat: '联系方式和第二步验证暂不能保存，已有的可能打不开。请告知系统管理员给所有服务器设置同一把密钥',
  databaseClock: '服务器与数据库的时钟相差 {{seconds}} 秒',
  databaseClockShort: '时钟相差 {{seconds}} 秒',
  databaseClockWhat: '时间和先后可能不准。请告知管理员用同一个时间服务器校时',
  ownClock: '本机时钟与服务器相差 {{minutes}} 分钟',
  ownClockShort: '本机时钟差 {{minutes}} 分钟',
  ownClockWhat: '页面按服务器时间显示。请校准本机时间',
} as const;

export const en = {
  insecure: 'This page is not encrypted: others may read or change what is sent',
  insecureShort: 'Not encrypted',
  insecureWhat:
    'Passkeys, position and copying do not work here. Use the address that begins with https://; on the server itself http://localhost will do',
  putAway: 'Understood',
  foreignKey: 'This server has another sealing key than its database',
  foreignKeyShort: 'Sealing keys differ',
  foreignKeyWhat:
    'Contacts and second factors cannot be kept now, and some not be read. Tell a system administrator to give all servers the same key',
  databaseClock: 'The clocks of the server and its database differ by {{seconds}} s',
  databaseClockShort: 'Clocks differ by {{seconds}} s',
  databaseClockWhat: 'Times and their order may be wrong. Tell an administrator to set both by one time server',
  ownClock: 'The clock of this machine differs from the server’s by {{minutes}} min',
  ownClockShort: 'Own clock {{minutes}} min off',
  ownClockWhat: 'The page shows the time of the server. Please set the clock of this machine',
} as const;
