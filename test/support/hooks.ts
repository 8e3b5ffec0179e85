// A zone far from the service's own, so that a test which leans on the machine's zone fails.
process.env.TZ = 'America/Los_Angeles';
process.env.NODE_ENV ??= 'test';
