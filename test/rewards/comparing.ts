// What an officer does before a payment.
import type { Received } from '../../server/evidence/rules/files.ts';
import type { Person } from '../../server/people/rules/person.ts';
import type { World } from './support.ts';

export const PDF = { type: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n') };

/** Looks at the claim and finds it right. */
export async function compares(world: World, person: Person, id: string): Promise<void> {
  await world.rewards.openClaim(person, id, 'verify');
  const { claim, version } = await world.store.find(id);
  await world.rewards.compareIdentity(person, id, version, { compared: claim?.way === 'agent' ? 'powerOfAttorney' : 'idDocument', result: 'agrees', reason: '' });
}

/** A scan as the upload middleware hands it over. */
export async function aScan(world: World, name: string): Promise<Received> {
  const intake = world.evidenceIntake({ originalName: name, position: 0 });
  await intake.write(PDF.bytes);
  const end = await intake.end();
  if (!('kept' in end)) throw new Error(end.refused);
  return end.kept;
}
