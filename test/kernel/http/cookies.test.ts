// What a browser keeps of us, and over what it may send it back.
import { expect } from 'chai';
import { openSite } from '../../support/http.ts';
import { addStaff, PASSWORD } from '../../support/people.ts';

const TIP = { identity: 'anonymous', targetKind: 'pharmacy', targetName: '演示药店', division: '440784', narrative: '演示经过，写得足够具体。' };

/** Each cookie that an officer, a reporter and a reader are given, by name, with its attributes. */
async function cookies(env: Record<string, string>): Promise<Map<string, string[]>> {
  const site = await openSite({ env });
  try {
    await addStaff(site.services);
    const { number, code } = (await site.client().postJson('/reports', TIP)).json<{ number: string; code: string }>();
    const reporter = site.client();
    const officer = site.client();
    const signedIn = await officer.post('/sign-in', { account: 'intake', password: PASSWORD }, { follow: false });
    const reader = await site.client().get('/preferences?language=en&type=large&back=/', { follow: false });
    const answers = [signedIn, reader, await reporter.post('/reports/status', { number, code }, { follow: false }), await reporter.post('/reports/mine/messages', { text: '还有三楼。' }, { follow: false })];
    return new Map(answers.flatMap(({ headers }) => headers.getSetCookie()).map((line) => [line.split('=')[0] ?? '', line.split('; ').slice(1)]));
  } finally {
    await site.close();
  }
}

describe('cookies', () => {
  const OURS = ['mj_officer', 'mj_reporter', 'mj_place', 'mj_flash'];
  /** They tell nobody who reads, and come along with a link from elsewhere. */
  const CHOICES = ['mj_lang', 'mj_type'];

  it('are read by no script and sent by no other site', async () => {
    const kept = await cookies({});
    expect([...kept.keys()]).to.have.members([...OURS, ...CHOICES]);
    for (const [name, attributes] of kept) expect(attributes, name).to.include.members(['HttpOnly', CHOICES.includes(name) ? 'SameSite=Lax' : 'SameSite=Strict']).and.to.not.include('Secure');
    expect(kept.get('mj_reporter')).to.include('Path=/reports');
  });

  it('travel encrypted only where the address of the site is https, although the proxy does not tell', async () => {
    const kept = await cookies({ PUBLIC_URL: 'https://jb.example.cn' });
    expect([...kept.keys()]).to.have.members([...OURS, ...CHOICES]);
    for (const [name, attributes] of kept) expect(attributes, name).to.include('Secure');
  });
});
