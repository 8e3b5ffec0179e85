// What a photo carries is pointed out before it is sent, on the device alone.
import { expect } from 'chai';
import { describeInBrowser, openPage } from '../support/browser.ts';
import { staffed } from '../support/staffed.ts';
import { phonePhoto, plainPhoto } from '../support/photos.ts';

describeInBrowser('photos that carry a place or a device', function () {
  const { site } = staffed();

  it('are pointed out with what is in them and what officers see, and nothing is sent', async () => {
    const { page, close } = await openPage(site.origin);
    const asked: string[] = [];
    await page.goto('/reports/new');
    // The browser fetches the mark of the tab when it likes.
    page.on('request', (request) => { if (!request.url().endsWith('.svg')) asked.push(`${request.method()} ${new URL(request.url()).pathname}`); });
    const remark = page.locator('#files ~ [role=status]');
    await page.locator('#files').setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('没有照片') });
    expect(asked).to.deep.equal([]);
    await page.locator('#files').setInputFiles([
      { name: '理疗室.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto() }, { name: '截图.jpg', mimeType: 'image/jpeg', buffer: await plainPhoto() },
    ]);
    await remark.filter({ hasText: '理疗室.jpg' }).waitFor();
    expect(await remark.textContent()).to.equal(
      '“理疗室.jpg”里带有拍摄地点（22.7651, 112.9642）、手机或相机型号（DemoPhone X-9）、拍摄时间（2026-03-08 09:12）。办案人员看到的是去掉这些的副本，原件加密封存，打开要写理由并留记录。不想交出去的话，可以先截一张图，再选截图。',
    );
    // One small script of our own site is all that was asked for.
    expect(asked).to.have.length(1);
    expect(asked[0]).to.match(/^GET \/assets\/photos\.[0-9a-f]{10}\.js$/);
    await page.locator('#files').setInputFiles({ name: '截图.jpg', mimeType: 'image/jpeg', buffer: await plainPhoto() });
    await remark.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await close();
  });

  it('in English too, and a broken picture is no trouble', async () => {
    const { page, close } = await openPage(site.origin, { language: 'en' });
    await page.goto('/reports/new');
    await page.locator('#files').setInputFiles([{ name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff]) }, { name: 'room.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto() }]);
    await page.getByText('“room.jpg” carries the place where it was taken (22.7651, 112.9642), the phone or camera (DemoPhone X-9), the time (2026-03-08 09:12). Officers see a copy').waitFor();
    await close();
  });
});
