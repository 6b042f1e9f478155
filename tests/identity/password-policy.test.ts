import { expect, it } from 'vitest';
import { normalisePassword, passwordFault } from '../../server/identity/algorithms/password-policy.ts';
import { isCommonPassword } from '../../server/identity/sign-in/common-passwords.ts';

const fault = (password: string) =>
  passwordFault(normalisePassword(password), ['zhangsan', '张三', '王小明', 'fengsui'], isCommonPassword);

it.each([
  ['kettle-har7', 'password-too-short'],
  ['太湖一号泵站值班室', 'password-too-short'],
  ['x'.repeat(257), 'password-too-long'],
  ['aaaaaaaaaaaaaa', 'password-common'],
  ['abcabcabcabcab', 'password-common'],
  ['abcdefghijklmn', 'password-common'],
  ['098765432109876', 'password-common'],
  ['qwerty123456', 'password-common'],
  ['QWERTY123456', 'password-common'],
  ['password2030!', 'password-common'],
  ['2030!!!password', 'password-common'],
  ['202608151234', 'password-common'],
  ['zhangsan12345', 'password-of-the-account'],
  ['ZhangSan@2030!', 'password-of-the-account'],
  ['王小明的密码不告诉你呀呀', 'password-of-the-account'],
  ['ｆｅｎｇｓｕｉ20301', 'password-of-the-account'],
] as const)('refuses %s', (password, expected) => {
  expect(fault(password)).toBe(expected);
});

it.each([
  'kettle-harbour-7',
  'correct horse battery staple',
  '太湖一号泵站值班室的钥匙在抽屉里',
  'k7mwp-9x2ab-ccdde-fgh34',
  `zhangsan ${'likes a very long walk'}`,
  'x9'.repeat(3) + 'lamp of the harbour'.repeat(10),
])('takes %s', (password) => {
  expect(fault(password)).toBeUndefined();
});
