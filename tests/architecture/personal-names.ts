// Names that a column, a table or a field of a contract would have if it held something of a person, in English and in pinyin.
// Whoever needs one of them needs the sealed stores (server/sealed), or a line with a reason below.

/** Whole words of a name, wherever they stand in it. */
const WORDS = new Set(
  [
    // 联系方式
    'phone phones mobile mobiles cellphone tel telephone fax email emails mail wechat weixin qq openid unionid dingtalk contact contacts',
    'dianhua shouji shoujihao youxiang weixinhao lianxiren lianxifangshi lianxidianhua',
    // 姓名
    'xingming surname nickname realname fullname firstname lastname',
    // 证件
    'idcard sfz sfzh shenfen shenfenzheng shenfenzhenghao zhengjian zhengjianhao passport huzhao ssn',
    // 出生、性别、民族、信仰、婚姻、户籍
    'birth birthday birthdate dob born shengri chusheng chushengriqi age nianling gender sex xingbie ethnic ethnicity minzu religion zongjiao',
    'nationality guoji jiguan hukou huji marital hunyin household political zhengzhimianmao',
    // 住址
    'zhuzhi jiatingzhuzhi residence',
    // 车辆与设备
    'plate plates chepai chepaihao vin imei imsi mac',
    // 生物特征
    'face faces renlian fingerprint zhiwen biometric biometrics iris hongmo gait voiceprint dna',
    // 健康与司法
    'patient huanzhe diagnosis zhenduan health criminal conviction suspect xianyiren',
  ].flatMap((line) => line.split(' ')),
);

/** Words that tell of a person only together, one after the other. */
const PAIRS = new Set(
  [
    'id card,id number,id no,identity card,identity number,real name,full name,first name,last name,given name,family name',
    'home address,person address,mac address,date birth,device serial,licence plate,license plate,bank card,bank account,card number,from address,ip address,client address',
    ...[
      'citizen',
      'resident',
      'tenant',
      'guest',
      'buyer',
      'victim',
      'offender',
      'driver',
      'caller',
      'reporter',
      'owner',
      'worker',
    ].map((who) => ['name', 'id', 'no', 'number', 'address'].map((what) => `${who} ${what}`).join(',')),
    ['person', 'personal']
      .map((who) => ['name', 'id', 'no', 'number'].map((what) => `${who} ${what}`).join(','))
      .join(','),
  ].flatMap((line) => line.split(',')),
);

/** Whether a name, in whatever spelling (`id_card`, `idCard`, `ID-CARD`), is one of something of a person. */
export function isPersonal(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''));
  return words.some((word, at) => WORDS.has(word) || PAIRS.has(`${word} ${words[at + 1] ?? ''}`));
}

/** Tables of people: there a plain name is a person's too. */
const PEOPLE =
  /(^|_)(person|people|persons|user|users|account|accounts|member|members|staff|employee|employees|renyuan|yonghu)$/;
const OF_PEOPLE = /(^|_)(name|login|subject|address|account|code|number|note|remark)$/;

/** The same for a column, which is read together with its table. */
export const isPersonalColumn = (table: string, column: string): boolean =>
  isPersonal(column) || (PEOPLE.test(table) && OF_PEOPLE.test(column));

/** What bears such a name and may: `schema.table.column` or `schema.table`, `*` for any, with the reason. Nothing else is excused. */
export const EXCUSED_IN_DATABASE: Readonly<Record<string, string>> = {
  'sealed.*': 'The sealed store: a contact is encrypted in it, and leaves it for a purpose alone.',
  'identity.person.login': 'The account itself: by what somebody signs in.',
  'identity.person.name': 'The account itself: how somebody is addressed; colleagues of the area see it.',
  'identity.person.oidc_subject': 'The account itself: who it is at the provider of single sign-on.',
  'identity.*.person_id': 'Points to an account; it is no number that a state or a company gave.',
  'identity.*session.from_address':
    'The network address of a sign-in, shown to its owner, so that others are recognised.',
  'audit.entry.from_address': 'The network address that an act came from: the law asks for it.',
  'grids.owner.phone': 'The service telephone of a unit that answers for a grid; no person has it.',
  'views.saved_view.owner_name': 'The name of the account that saved a view, for those whom it is shared with.',
};

/** Fields of contracts: `capability Schema.field`, `*` for any, with the reason. */
export const EXCUSED_IN_CONTRACTS: Readonly<Record<string, string>> = {
  'sealed *': 'The sealed store: what goes in, and what an opening answers.',
  'incidents IncidentReport.reporterContact*': 'The way into the sealed store; it is in no answer.',
  'identity *.personId': 'Points to an account.',
  'grids PlaceAt.owners.phone': 'The service telephone of a unit.',
  'views *.ownerName': 'The name of the account that saved a view.',
  'walls IncidentTrends.openByAge*': "For how long incidents have been open; nobody's age.",
};

/** The excuse that fits a name, undefined where none does. */
export const excuseFor = (name: string, excused: Readonly<Record<string, string>>): string | undefined =>
  Object.keys(excused).find((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name),
  );
