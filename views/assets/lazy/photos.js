// What a photo carries beside its picture: loaded by site.js when the first photo is chosen, and run on the reader's own device. Nothing is sent.
import ExifReader from 'exifreader';

const word = (tag) => {
  const text = tag?.description ?? '';
  return typeof text === 'string' && text.trim() !== '' && text !== '[Unicode encoded text]' ? text.trim() : null;
};
/** 2026:03:08 09:12:44 as people write it. */
const moment = (text) => text?.replace(/^(\d{4}):(\d{2}):(\d{2})/, '$1-$2-$3').slice(0, 16) ?? null;

/** `place`: latitude and longitude; each null where the photo does not carry it. */
export async function carriedBy(file) {
  const { gps = {}, exif = {}, xmp = {}, pngText = {} } = await ExifReader.load(await file.arrayBuffer(), { expanded: true });
  const { Latitude: north, Longitude: east } = gps;
  const isPlaced = Number.isFinite(north) && Number.isFinite(east);
  const device = [word(exif.Make), word(exif.Model)].filter(Boolean).join(' ') || word(xmp.Model) || word(exif.BodySerialNumber) || word(exif.HostComputer);
  return {
    place: isPlaced ? `${north.toFixed(4)}, ${east.toFixed(4)}` : (word(exif.GPSLatitude) ?? word(xmp.GPSLatitude)),
    device,
    time: moment(word(exif.DateTimeOriginal) ?? word(exif.DateTime) ?? word(xmp.CreateDate) ?? word(pngText['Creation Time'])),
  };
}
