// A rule set that nobody could approve: it is not offered, the form does not open, and what is posted or brought in a file is refused whole.
import { expect } from 'chai';
import { PASSWORD } from '../support/people.ts';
import { ruleFile } from '../../server/rewards/service/rule-files.ts';
import { staffed } from '../support/staffed.ts';
import type { Answer, Client } from '../support/http.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { shipped } from './builders.ts';

const WORDS = '规则所在的地方在本系统没有负责人，没有人可以批准。请先设置负责人。';

describe('a rule set without anybody who could approve it', () => {
  const { site, as } = staffed(['admin.jm']);
  let province: Client;
  const drafts = (): Promise<number> => site.services.database.connection.collection('rewardRules').countDocuments();
  before(async () => {
    await site.services.people.addAccount(null, { account: 'admin.gd', name: '演示粤', bureau: '440000', scope: '440000', roles: ['administrator'], password: PASSWORD, isDemo: true, certificate: null });
    province = site.client();
    await province.signIn('admin.gd', PASSWORD);
  });

  it('is not offered to the bureau above, whose form would never be approved; those with a head are', async () => {
    const { enterable } = await province.getJson<{ enterable: { id: string }[] }>('/reward-rules');
    const ids = enterable.map(({ id }) => id);
    expect(ids).to.include.members(['HS-2020', 'JM-2017', 'GD-2023']);
    expect(ids.filter((id) => ['GD-GZ', 'GD-QY-2022', 'SZ'].includes(id))).to.deep.equal([]);
    const bare = await province.get('/reward-rules/new?rule=SZ&as=text');
    expect([bare.status, bare.text.includes(WORDS)]).to.deep.equal([409, true]);
  });

  it('is refused where the text names such a place, with the words kept, and on record', async () => {
    const client = as('admin.jm');
    const content = JSON.stringify({ ...shipped('GD-2023'), id: 'PJ-2026', version: 1, jurisdictionCode: '440703' });
    const form = await client.get('/reward-rules/new?rule=GD-2023&as=text');
    const answer = await client.press(form, '保存，然后核对', { content, citation: '依据演示办法第一条至第九条，正式文本另附。' });
    expect([answer.status, answer.text.includes(WORDS), answer.text.includes('PJ-2026'), answer.text.includes('依据演示办法第一条至第九条，正式文本另附。')]).to.deep.equal([409, true, true, true]);
    const rows = await site.services.database.connection.collection('audit').find({ act: 'rewardRules.enter' }).toArray();
    expect(rows.map((row) => [row['outcome'], (row['detail'] as { reason?: string }).reason])).to.deep.equal([['refused', 'RULE_NO_APPROVER']]);
  });

  it('is refused in a file before anything of the file is entered', async () => {
    const client = as('admin.jm');
    const brought = [{ ...shipped('HS-2020'), title: '另一个名称' }, { ...shipped('GD-2023'), id: 'PJ-2026', jurisdictionCode: '440703' }];
    const bytes = ruleFile(brought, true);
    const answer = await client.press(await client.get('/reward-rules/import'), '读文件', { citation: '外地导出' }, [{ field: 'file', name: 'x.json', type: 'application/json', bytes }]);
    expect([answer.status, answer.text.includes(WORDS), await drafts()]).to.deep.equal([409, true, 0]);
  });

  it('and so is a file of which one rule set is being entered already', async () => {
    const client = as('admin.jm');
    const take = (...brought: RuleSet[]): Promise<Answer> => client.get('/reward-rules/import').then((form) =>
      client.press(form, '读文件', { citation: '外地导出' }, [{ field: 'file', name: 'x.json', type: 'application/json', bytes: ruleFile(brought, true) }]));
    const [open, other] = [{ ...shipped('HS-2020'), title: '另一个名称' }, { ...shipped('GD-2023'), title: '又一个名称' }];
    expect([(await take(open)).status, await drafts()]).to.deep.equal([200, 1]);
    const answer = await take(other, open);
    expect([answer.status, answer.text.includes('已经有人在录入'), await drafts()]).to.deep.equal([409, true, 1]);
  });
});
