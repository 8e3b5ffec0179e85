import { expect } from 'chai';
import fc from 'fast-check';
import { custody, holdUntil, isDownloadReason, EVIDENCE_LIMITS, type StoredFile } from '../../server/evidence/rules/files.ts';
import { judgeFile, looksLikeText, mayPreview } from '../../server/evidence/rules/kinds.ts';
import { cleanName, downloadName, extensionOf } from '../../server/evidence/rules/names.ts';

describe('file names', () => {
  for (const [given, clean] of [
    ['a.jpg', 'a.jpg'], ['收据 三月.jpg', '收据 三月.jpg'], ['../../etc/passwd', 'passwd'], ['C:\\Users\\我\\a.pdf', 'a.pdf'], ['..', '未命名'], ['', '未命名'], ['   ', '未命名'],
    ['a\u0000b\u001f\u007f\u0085.txt', 'ab.txt'], ['x\u202Egpj.exe', 'xgpj.exe'], ['\u2066a\u2069\u200b\ufeff.txt', 'a.txt'], ['a\u2028b.txt', 'ab.txt'],
    ['a<b>c:d"e|f?g*.txt', 'a_b_c_d_e_f_g_.txt'], ['con', '_con'], ['NUL.txt', '_NUL.txt'], ['com1.tar.gz', '_com1.tar.gz'], ['context.txt', 'context.txt'], ['LPT9', '_LPT9'],
    ['name.', 'name'], ['. hidden .', 'hidden'], ['a  \t b.txt', 'a b.txt'], ['e\u0301.txt', '\u00e9.txt'], ['\ud800a.txt', 'a.txt'],
    [`${'a'.repeat(5_000)}.pdf`, `${'a'.repeat(116)}.pdf`], ['𠮷'.repeat(130), '𠮷'.repeat(120)],
  ] as const) {
    it(`${JSON.stringify(given.slice(0, 24))} becomes ${JSON.stringify(clean.slice(0, 24))}`, () => {
      expect(cleanName(given)).to.equal(clean);
    });
  }

  it('are always safe, and stay as they are the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
      const name = cleanName(given);
      return name.length > 0 && [...name].length <= 121 && !/[/\\\p{Cc}\p{Cf}\p{Cs}]/u.test(name) && !/^\.|\.$/.test(name) && cleanName(name) === name;
    }), { numRuns: 2_000 });
  });

  it('tell the kind when handed out', () => {
    expect(downloadName('a.jpeg', ['jpg', 'jpeg'])).to.equal('a.jpeg');
    expect(downloadName('a.exe', ['jpg', 'jpeg'])).to.equal('a.exe.jpg');
    expect(downloadName('a', [])).to.equal('a');
    expect(extensionOf('A.TAR.GZ')).to.equal('gz');
    expect(extensionOf('none')).to.equal('');
  });
});

describe('kinds of file', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const ole = (tail: number[] = []): Uint8Array => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...Array<number>(50).fill(0), ...tail]);

  for (const [mime, name, kind] of [
    ['image/jpeg', 'a.exe', 'picture'], ['image/heic', 'a.heic', 'picture'], ['application/pdf', 'a.pdf', 'pdf'], ['application/x-cfb', '合同.DOC', 'office'],
    ['application/x-cfb', 'a.wps', 'office'], ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'a.docx', 'office'],
    ['application/zip', 'a.zip', 'archive'], ['audio/amr', '录音.amr', 'audio'], ['video/mp4', 'a.mp4', 'video'],
  ] as const) {
    it(`takes ${mime} as ${kind}`, () => {
      expect(judgeFile(mime, ole(), name)).to.deep.equal({ mime, kind });
    });
  }

  for (const [mime, name, sample, refused] of [
    ['application/x-msdownload', 'a.jpg', ole(), 'evidence.refused.executable'], ['application/x-elf', 'a', ole(), 'evidence.refused.executable'],
    ['application/vnd.android.package-archive', 'a.zip', ole(), 'evidence.refused.executable'], ['application/java-archive', 'a.zip', ole(), 'evidence.refused.executable'],
    ['application/x.ms.shortcut', 'a.lnk', ole(), 'evidence.refused.executable'], [null, 'a.txt', bytes('#!/usr/bin/python'), 'evidence.refused.executable'],
    ['application/x-cfb', 'a.doc', ole([0, 0x84, 0x10, 0x0c, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46]), 'evidence.refused.executable'],
    ['application/x-cfb', 'setup.msi', ole(), 'evidence.refused.type'], ['application/vnd.ms-word.document.macroenabled.12', 'a.docx', ole(), 'evidence.refused.type'],
    ['application/x-rar-compressed', 'a.rar', ole(), 'evidence.refused.type'], ['image/tiff', 'a.tif', ole(), 'evidence.refused.type'],
    ['application/xml', 'a.svg', bytes('<?xml'), 'evidence.refused.type'], [null, 'a.bat', bytes('del *'), 'evidence.refused.type'], [null, 'a.jpg', bytes('text'), 'evidence.refused.type'],
    [null, 'a.txt', Uint8Array.of(0, 1, 2), 'evidence.refused.type'], ['constructor', 'a.txt', bytes('x'), 'evidence.refused.type'],
  ] as const) {
    it(`refuses ${String(mime)} called ${name}`, () => {
      expect(judgeFile(mime, sample, name)).to.deep.equal({ refused });
    });
  }

  it('knows text in the encodings of Chinese systems, cut anywhere', () => {
    expect(judgeFile(null, bytes('姓名,金额\r\n'), '名单.CSV')).to.deep.equal({ mime: 'text/plain', kind: 'text' });
    expect(judgeFile(null, bytes('x'), 'noending')).to.deep.equal({ mime: 'text/plain', kind: 'text' });
    expect(looksLikeText(bytes('药店药店').subarray(0, 10))).to.equal(true);
    expect(looksLikeText(Uint8Array.of(0xd2, 0xa9, 0xb5, 0xea, 0xd2))).to.equal(true);
    expect(looksLikeText(Uint8Array.of(0xff, 0xfe, 0x6f, 0x83))).to.equal(true);
    expect(looksLikeText(Uint8Array.of(0xff, 0xff, 0x20))).to.equal(false);
    expect(looksLikeText(bytes('a\u0000b'))).to.equal(false);
  });

  it('shows pictures that can be decoded and are not too large', () => {
    expect(mayPreview({ mime: 'image/png', size: 41_943_040 })).to.equal(true);
    expect(mayPreview({ mime: 'image/png', size: 41_943_041 })).to.equal(false);
    expect(mayPreview({ mime: 'image/heic', size: 1 })).to.equal(false);
  });
});

describe('custody', () => {
  const file: StoredFile = { id: 'f1', sha256: 'aa', size: 1, mime: 'image/png', kind: 'picture', owner: null, receivedOn: '2026-11-20', keptUntil: null };

  it('holds ids and codes only', () => {
    expect(custody('evidence.verify', file, { result: 'intact' })).to.deep.equal({ act: 'evidence.verify', subject: { kind: 'file', id: 'f1' }, detail: { result: 'intact' } });
    expect(custody('evidence.open', { ...file, owner: { kind: 'case', id: 'c1' } }).detail).to.deep.equal({ ownerKind: 'case', ownerId: 'c1' });
    expect([isDownloadReason('legalReview'), isDownloadReason('because')]).to.deep.equal([true, false]);
  });

  it('holds a form’s files for sixty minutes', () => {
    expect(holdUntil(new Date('2026-11-20T15:30:00Z'), EVIDENCE_LIMITS).toISOString()).to.equal('2026-11-20T16:30:00.000Z');
  });
});
