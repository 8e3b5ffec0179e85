const TIMEOUT_MILLISECONDS = 20_000;
/** What a mail server's errors are called; their messages hold addresses and stay here. */
const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const parts = ['code' in error ? error.code : '', 'responseCode' in error ? error.responseCode : ''];
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number').join(' ').trim() || 'unknown';
};

/** Codes of one mail or mailbox that is not taken; any other tells of the server itself. */
const OF_ONE_MAIL = /^(EENVELOPE|EMESSAGE)/;

/** Plain text over SMTP. The library is loaded with the first mail. */
export function smtpMailer({ url, from }: { url: string; from: string }) {
  return {
    /** @throws Error that names the kind of failure and no address; `isAway`: no other mail would be taken either */
    async send({ to, subject, text, id }: { to: string; subject: string; text: string; id: string }): Promise<void> {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({ url, connectionTimeout: TIMEOUT_MILLISECONDS, greetingTimeout: TIMEOUT_MILLISECONDS, socketTimeout: TIMEOUT_MILLISECONDS, disableFileAccess: true, disableUrlAccess: true });
      try {
        await transport.sendMail({ from, to, subject, text, messageId: `<${id}@${new URL(url).hostname}>`, headers: { 'Auto-Submitted': 'auto-generated' } });
      } catch (error) {
        const code = codeOf(error);
        throw Object.assign(new Error(`a mail was not taken: ${code}`), { isAway: !OF_ONE_MAIL.test(code) });
      } finally {
        transport.close();
      }
    },
  };
}
